import Citizens
import Foundation
package import Logging
package import Storage

/// Forgets what is not needed any more, every minute, for as long as the program runs.
///
/// Any number of brokers may do so over one database; deleting twice harms nobody.
package struct Housekeeping: Sendable {
    private let database: Database
    private let time: TimeSource
    private let log: Logger

    /// How long an ended login stays, so that a late citizen can still be sent back to the service.
    static let loginsKept: TimeInterval = 3600
    /// The longest window of messages and charges, and an hour.
    static let limitsKept: TimeInterval = 86_400 + 3600
    /// How far back wrong codes count, and an hour.
    static let guessesKept: TimeInterval = GuessBudget.month.timeInterval + 3600
    /// How long an ended session is known, so that a service that ends its own later is not told of an error.
    static let sessionsKept: TimeInterval = 86_400
    static let messagesKept: TimeInterval = 3600

    package init(database: Database, time: TimeSource, log: Logger) {
        self.database = database
        self.time = time
        self.log = log
    }

    /// Tidies at once and then every minute, until the task is cancelled. A fault is told to the log, and the next
    /// round tries again.
    package func run() async {
        while !Task.isCancelled {
            do {
                try await tidy()
            } catch is CancellationError {
                return
            } catch {
                log.error("housekeeping: not done", metadata: ["fault": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// One round, in small transactions, so that no sign-in waits for it.
    ///
    /// - Throws: `StorageFault`; what was done before stays done.
    package func tidy() async throws {
        let now = time.now()
        try await database.write { try LoginStore($0).purge(expiredBefore: now - Self.loginsKept, at: now) }
        try await database.write { connection in
            try ReplayStore(connection).purge(before: now)
            try TicketStore(connection).purge(before: now)
            try LogoutStore(connection).purge(before: now)
            try SessionStore(connection).clear(expiredBefore: now)
            try SessionStore(connection).purge(before: now - Self.sessionsKept)
        }
        try await database.write { connection in
            let limits = LimitStore(connection)
            for event in SMSLimits.Event.allCases {
                try limits.purge(event.rawValue, before: now - Self.limitsKept)
            }
            for kind in Admissions.Kind.allCases { try limits.purge(kind.rawValue, before: now - Self.limitsKept) }
            try limits.purge(RestNotice.kind, before: now - Self.limitsKept)
            try limits.purge(GuessLedger.kind, before: now - Self.guessesKept)
        }
        try await database.write { try ChargeStore($0).purge(before: now - Self.limitsKept) }
        try await database.write { try OutboxStore($0).purge(before: now - Self.messagesKept) }
    }
}
