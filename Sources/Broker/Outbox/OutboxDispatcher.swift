import Foundation
package import Logging
package import Secrets
package import Storage
package import Telemetry

/// Carries messages from the outbox to the gateway, for as long as the program runs.
///
/// Any number of brokers may do so over one database: a message is claimed before it is sent. One that a gateway
/// refuses for now is tried again, later each time, until what it says is no longer true.
package struct OutboxDispatcher: Sendable {
    private let database: Database
    private let outbox: Outbox
    private let gateway: SMSGateway
    private let bell: OutboxBell
    private let time: TimeSource
    private let log: Logger
    private let measurements: Measurements

    /// How many messages are claimed at once, and how many are under way together.
    private static let batch = 16

    /// How long a claim lasts: longer than a gateway may take.
    private static let claim: TimeInterval = 30

    package init(
        database: Database, keys: PurposeKeys, dice: Dice, gateway: SMSGateway, bell: OutboxBell, time: TimeSource,
        log: Logger, measurements: Measurements
    ) {
        self.database = database
        outbox = Outbox(keys: keys, dice: dice)
        self.gateway = gateway
        self.bell = bell
        self.time = time
        self.log = log
        self.measurements = measurements
    }

    /// Dispatches when the bell rings, and every second for what others left behind, until the task is cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(1))
                    bell.ring()
                }
            }
            group.addTask {
                for await _ in bell.rings { await dispatchAll() }
            }
        }
    }

    /// Sends everything that is due. A database that is away is told to the log; the next ring tries again.
    package func dispatchAll() async {
        do {
            while try await dispatchBatch() == Self.batch {}
        } catch {
            log.error("outbox: cannot be read", metadata: ["fault": "\(error)"])
        }
    }

    private func dispatchBatch() async throws -> Int {
        let now = time.now()
        let (expired, claimed) = try await database.write { connection in
            let expired = try OutboxStore(connection).dropOverdue(at: now)
            return (expired, try OutboxStore(connection).claim(Self.batch, until: now + Self.claim, at: now))
        }
        if expired > 0 {
            measurements.count(.smsMessages, "expired", by: expired)
            log.warning("sms: too late to be sent", metadata: ["messages": "\(expired)"])
        }
        await withTaskGroup(of: Void.self) { group in
            for message in claimed { group.addTask { await deliver(message) } }
        }
        return claimed.count
    }

    private func deliver(_ claimed: OutboxStore.Claimed) async {
        let outcome = await attempt(claimed)
        let now = time.now()
        // In a task of its own, which nobody cancels: a program that is stopped here would forget what it has sent, and
        // the next one would send it again.
        let record = Task {
            try await database.write { connection in
                let store = OutboxStore(connection)
                return switch outcome {
                case .sent: try store.sent(claimed, at: now)
                case .later: try store.retry(claimed, at: now + Self.pause(after: claimed.attempt))
                case .never: try store.drop(claimed, at: now)
                }
            }
        }
        do {
            if try await record.value, let word = outcome.word { measurements.count(.smsMessages, word) }
        } catch {
            log.error("outbox: cannot be written", metadata: ["message": "\(claimed.id)", "fault": "\(error)"])
        }
    }

    private enum Outcome {
        case sent, later, never

        /// What is counted; nil for a message that is not done with.
        var word: String? {
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
                log.warning("sms: not taken yet", metadata: ["message": "\(claimed.id)", "cause": "\(cause)"])
                return .later
            case .permanent(let cause):
                log.error("sms: refused", metadata: ["message": "\(claimed.id)", "cause": "\(cause)"])
                return .never
            }
        } catch is SealError {
            log.error("outbox: sealed under another key", metadata: ["message": "\(claimed.id)"])
            return .never
        } catch {
            log.warning("sms: not sent", metadata: ["message": "\(claimed.id)", "fault": "\(error)"])
            return .later
        }
    }

    /// Two seconds, then twice as long each time, up to a minute.
    static func pause(after attempts: Int) -> TimeInterval {
        min(60, pow(2, Double(attempts)))
    }
}
