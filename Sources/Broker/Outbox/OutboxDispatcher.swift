import Foundation
package import Logging
package import Secrets
package import Storage
package import Telemetry

/// Sends messages from the outbox to the gateway, until the program stops.
///
/// Several brokers can share one database: a message is claimed before it is sent. A message that the gateway refuses
/// temporarily is retried with growing pauses, until it expires.
///
/// Messages do not wait for each other: each has its own slot among the concurrent messages, and the next message is
/// claimed when a slot is free. Each lane has its own slots and its own allowance, so that messages caused by unknown
/// browsers never delay messages of the lane `known`.
package struct OutboxDispatcher: Sendable {
    private let database: Database
    private let outbox: Outbox
    private let gateway: SMSGateway
    private let signal: OutboxSignal
    private let time: TimeSource
    private let log: Logger
    private let measurements: Measurements
    private let allowance: MessageAllowance
    private let heldBack: HeldBackMessages

    /// The maximum number of concurrent messages of a lane. A message is claimed only when a slot is free.
    static let concurrency = 16

    /// The time for which a claim lasts beyond the gateway's deadline, for database delays and clock differences.
    private static let claimMargin = Duration.seconds(50)

    /// - Parameter maximumPerMinute: The maximum number of messages that this broker sends in a minute, for each lane.
    package init(
        database: Database, keys: KeyRing, random: RandomSource, gateway: SMSGateway, signal: OutboxSignal,
        time: TimeSource,
        log: Logger, measurements: Measurements, maximumPerMinute: Int = 600
    ) {
        self.database = database
        outbox = Outbox(keys: keys, random: random)
        self.gateway = gateway
        self.signal = signal
        self.time = time
        self.log = log
        self.measurements = measurements
        allowance = MessageAllowance(perMinute: maximumPerMinute)
        heldBack = HeldBackMessages(log: log, measurements: measurements)
    }

    /// Dispatches when the signal is raised, and every second for the messages of other brokers, until the task is
    /// cancelled. Messages that are being sent at that time are completed.
    package func run() async {
        await withTaskGroup(of: Event.self) { group in
            group.addTask { await nextSignal() }
            group.addTask {
                await Periodically(every: .seconds(1)).run { signal.raise() }
                return .cancelled
            }
            await dispatch(in: &group)
        }
    }

    /// Sends all messages that are due, and returns when no message is being sent. An unavailable database is reported
    /// to the log, and the next signal tries again.
    package func dispatchAll() async {
        await withTaskGroup(of: Event.self) { await dispatch(in: &$0) }
    }

    private enum Event {
        case signalled
        case delivered(OutboxLane)
        case cancelled
    }

    private func nextSignal() async -> Event {
        for await _ in signal.signals { return .signalled }
        return .cancelled
    }

    /// Claims messages for the free slots after each signal, and for a freed slot of a lane whose slots were all taken,
    /// until the group has no more tasks or the dispatcher is cancelled.
    private func dispatch(in group: inout TaskGroup<Event>) async {
        var underWay: [OutboxLane: Int] = [:]
        var lanes = OutboxLane.allCases
        while true {
            let free = lanes.map { ($0, Self.concurrency - underWay[$0, default: 0]) }
            for (lane, claimed) in lanes.isEmpty ? [] : await claim(free) {
                underWay[lane, default: 0] += claimed.count
                for message in claimed {
                    group.addTask {
                        await deliver(message)
                        return .delivered(lane)
                    }
                }
            }
            switch await group.next() {
            case .signalled:
                group.addTask { await nextSignal() }
                lanes = OutboxLane.allCases
            case .delivered(let lane):
                // Messages wait for a slot only when none is free. The next signal comes with every other message.
                lanes = underWay[lane] == Self.concurrency ? [lane] : []
                underWay[lane, default: 0] -= 1
            case .cancelled, nil: return
            }
        }
    }

    /// Claims messages of each lane: at most the number of free slots, and at most the rest of the minute's allowance.
    private func claim(_ free: [(lane: OutboxLane, places: Int)]) async -> [(OutboxLane, [OutboxStore.Claimed])] {
        let now = time.now()
        let granted = free.map { ($0.lane, allowance.take($0.places, of: $0.lane, at: now)) }
        for (index, (lane, count)) in granted.enumerated() {
            if count > 0 {
                heldBack.end(lane)
            } else if free[index].places > 0 {
                await reportHeldBack(lane, at: now)
            }
        }
        let until = now + (gateway.deadline + Self.claimMargin) / .seconds(1)
        let claimed = await claim(granted, until: until, at: now)
        for ((lane, count), (_, messages)) in zip(granted, claimed) {
            // A message without a recipient is not sent to the gateway.
            allowance.giveBack(count - messages.count { $0.message.recipient != nil }, of: lane, at: now)
        }
        return claimed
    }

    private func claim(
        _ granted: [(OutboxLane, Int)], until: Date, at now: Date
    ) async -> [(OutboxLane, [OutboxStore.Claimed])] {
        do {
            let (expired, claimed) = try await database.write { connection in
                let store = OutboxStore(connection)
                let expired = try store.dropOverdue(at: now)
                let claimed = try granted.map { lane, count in
                    (lane, count == 0 ? [] : try store.claim(count, of: lane, until: until, at: now))
                }
                return (expired, claimed)
            }
            if expired > 0 {
                measurements.count(.smsMessages, "expired", by: expired)
                log.warning("sms: messages expired before they were sent", metadata: ["messages": "\(expired)"])
            }
            return claimed
        } catch {
            log.error("outbox: cannot be read", metadata: ["fault": "\(error)"])
            return granted.map { ($0.0, []) }
        }
    }

    private func reportHeldBack(_ lane: OutboxLane, at now: Date) async {
        guard heldBack.shouldCount(lane, at: now),
            let count = try? await database.read({ try OutboxStore($0).due(of: lane, at: now) })
        else { return }
        heldBack.report(count, of: lane, perMinute: allowance.perMinute, at: now)
    }

    /// Sends a message and records the outcome, each in a task that is never cancelled. Otherwise a stopped program
    /// would forget that it sent the message, and the next program would send it again.
    private func deliver(_ claimed: OutboxStore.Claimed) async {
        let outcome = await Task { await attempt(claimed) }.value
        await Task { await record(outcome, of: claimed) }.value
    }

    private func record(_ outcome: Outcome, of claimed: OutboxStore.Claimed) async {
        let now = time.now()
        do {
            let isRecorded = try await database.write { connection in
                let store = OutboxStore(connection)
                return switch outcome {
                case .sent: try store.sent(claimed, at: now)
                case .later: try store.retry(claimed, at: now + Self.pause(after: claimed.attempt))
                case .never: try store.drop(claimed, at: now)
                }
            }
            if isRecorded, let label = outcome.label { measurements.count(.smsMessages, label) }
        } catch {
            log.error("outbox: cannot be written", metadata: ["message": "\(claimed.id)", "fault": "\(error)"])
        }
    }

    private enum Outcome {
        case sent, later, never

        /// The label of the outcome in the metric; nil for a message that will be retried.
        var label: String? {
            switch self {
            case .sent: "delivered"
            case .later: nil
            case .never: "failed"
            }
        }
    }

    private func attempt(_ claimed: OutboxStore.Claimed) async -> Outcome {
        do {
            if let message = try outbox.message(claimed.message) { try await gateway.send(message) }
            return .sent
        } catch let failure as SMSFailure {
            switch failure {
            case .temporary(let cause):
                log.warning(
                    "sms: the gateway did not accept a message; it is sent again",
                    metadata: ["message": "\(claimed.id)", "cause": "\(cause)"])
                return .later
            case .permanent(let cause):
                log.error(
                    "sms: the gateway refused a message", metadata: ["message": "\(claimed.id)", "cause": "\(cause)"])
                return .never
            }
        } catch let error as SealError {
            log.error(
                "outbox: a sealed message cannot be opened",
                metadata: ["message": "\(claimed.id)", "cause": "\(error)"])
            // The message was sealed by a newer broker of the same database, which can send it.
            if case .newer = error { return .later }
            return .never
        } catch {
            log.warning(
                "sms: sending a message failed; it is sent again",
                metadata: ["message": "\(claimed.id)", "fault": "\(error)"])
            return .later
        }
    }

    /// Returns the pause before the next attempt, in seconds: 2, then twice as long each time, up to 60.
    static func pause(after attempts: Int) -> TimeInterval {
        min(60, pow(2, Double(attempts)))
    }
}
