package import Foundation
import Logging
import Synchronization
import Telemetry

/// Reports that many codes and passwords are wrong: somebody may be guessing for many people at once.
///
/// Each broker counts by itself, in memory. The figure is the wrong attempts of the last five minutes, per minute.
package final class GuessingAlarm: Sendable {
    /// A service with 300 sign-ins a minute has some ten mistakes a minute.
    package static let standardWrongPerMinute = 60
    private static let minutes = 5

    private let wrongPerMinute: Int
    private let measurements: Measurements
    private let log: Logger
    private let state = Mutex(State())

    private struct State {
        /// The wrong attempts of each of the last minutes, by minute since 1970.
        var wrong: [Int: Int] = [:]
        var loggedAt = Date.distantPast
    }

    init(wrongPerMinute: Int, measurements: Measurements, log: Logger) {
        self.wrongPerMinute = wrongPerMinute
        self.measurements = measurements
        self.log = log
        measurements.set(.guessingAlarm, to: 0)
    }

    /// Counts a code or password that was judged.
    package func judged(isRight: Bool, at now: Date) {
        measurements.count(.judgedProofs, isRight ? "right" : "wrong")
        update(adding: isRight ? 0 : 1, at: now)
    }

    /// Ends the alarm when nothing is judged any more: looks every half minute, until the task is cancelled.
    package func run(_ time: TimeSource) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(30))
            review(at: time.now())
        }
    }

    /// Brings the gauge up to date.
    package func review(at now: Date) { update(adding: 0, at: now) }

    private func update(adding wrong: Int, at now: Date) {
        let (average, isNews) = state.withLock { state -> (Int, Bool) in
            let minute = Int(now.timeIntervalSince1970 / 60)
            state.wrong = state.wrong.filter { $0.key > minute - Self.minutes && $0.key <= minute }
            if wrong > 0 { state.wrong[minute, default: 0] += wrong }
            let average = state.wrong.values.reduce(0, +) / Self.minutes
            let isNews =
                average >= wrongPerMinute && now.timeIntervalSince(state.loggedAt) >= Double(Self.minutes * 60)
            if isNews { state.loggedAt = now }
            return (average, isNews)
        }
        measurements.set(.guessingAlarm, to: average >= wrongPerMinute ? 1 : 0)
        guard isNews else { return }
        log.warning(
            "sign-in: many codes and passwords are wrong; somebody may be guessing for many people",
            metadata: ["wrong-per-minute": "\(average)", "alarm-from": "\(wrongPerMinute)"])
    }
}

extension Broker {
    /// Counts what came of a code for the alarm; a code that was not judged says nothing.
    func noteJudged(_ outcome: CodeOutcome, at now: Date) {
        switch outcome {
        case .proved, .fellShort: alarm.judged(isRight: true, at: now)
        case .wrong, .dead: alarm.judged(isRight: false, at: now)
        case .malformed, .wait: break
        }
    }
}
