import Foundation
import Logging
import Storage
import Synchronization
import Telemetry

/// Reports that a lane has used up its allowance while other messages wait: in a metric every ten seconds, and in the
/// log once a minute.
final class HeldBackMessages: Sendable {
    private let log: Logger
    private let measurements: Measurements
    private let state = Mutex<[OutboxLane: State]>([:])

    private struct State {
        var measuredAt = Date.distantPast
        var loggedAt = Date.distantPast
        var isHoldingBack = false
    }

    init(log: Logger, measurements: Measurements) {
        self.log = log
        self.measurements = measurements
    }

    /// Returns whether to count the messages of a lane with a used-up allowance: once every ten seconds.
    func shouldCount(_ lane: OutboxLane, at now: Date) -> Bool {
        state.withLock { state in
            guard abs(now.timeIntervalSince(state[lane, default: State()].measuredAt)) >= 10 else { return false }
            state[lane, default: State()].measuredAt = now
            return true
        }
    }

    /// Reports the number of messages of a lane that are due and wait for the next minute.
    func report(_ count: Int, of lane: OutboxLane, perMinute: Int, at now: Date) {
        measurements.set(.smsHeldBack, to: Double(count), lane.rawValue)
        let isLogged = state.withLock { state in
            state[lane, default: State()].isHoldingBack = true
            guard count > 0, abs(now.timeIntervalSince(state[lane, default: State()].loggedAt)) >= 60 else {
                return false
            }
            state[lane, default: State()].loggedAt = now
            return true
        }
        guard isLogged else { return }
        log.warning(
            "sms: messages wait: the limit sms.maximum-per-minute is reached",
            metadata: ["lane": "\(lane.rawValue)", "waiting": "\(count)", "per-minute": "\(perMinute)"])
    }

    /// Reports that the lane can send again.
    func end(_ lane: OutboxLane) {
        let hasEnded = state.withLock { state in
            guard state[lane]?.isHoldingBack == true else { return false }
            state[lane]?.isHoldingBack = false
            return true
        }
        if hasEnded { measurements.set(.smsHeldBack, to: 0, lane.rawValue) }
    }
}
