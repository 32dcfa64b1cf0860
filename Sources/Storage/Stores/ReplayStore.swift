package import Foundation
import Secrets

/// The IDs of received messages, and the login that each message started.
package struct ReplayStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package enum Remembered: Sendable, Hashable {
        case first
        /// The message was received before. It started this login, which can be deleted by now.
        case seen(login: String)
    }

    /// Stores the ID of a message from an issuer until `until`. Of several concurrent calls, exactly one returns
    /// `first`.
    package func remember(
        _ messageID: String, from issuer: String, until: Date, login: String
    ) throws -> Remembered {
        let message = Self.key(messageID, issuer)
        let inserted = try connection.execute(
            """
            INSERT INTO replays (message, login_id, until) VALUES (\(message), \(login), \(until))
            ON CONFLICT (message) DO NOTHING
            """)
        guard inserted == 0 else { return .first }
        let row = try connection.row("SELECT login_id FROM replays WHERE message = \(message)")
        // The row was deleted between the two statements.
        guard let row else { throw StorageFault.contention("replays: an ID was purged while it was looked up") }
        return .seen(login: try row["login_id"])
    }

    /// Deletes the IDs of messages that are too old to be accepted, `limit` at most.
    ///
    /// - Returns: the number of deleted IDs.
    @discardableResult
    package func purge(before now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT message FROM replays WHERE until < \(now) LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM replays WHERE message IN (SELECT message FROM old)
            """)
    }

    /// Returns the hash of issuer and message ID. The length of the issuer comes first, so different pairs have
    /// different inputs.
    static func key(_ messageID: String, _ issuer: String) -> [UInt8] {
        SecretHash.sha256(of: Array("\(issuer.utf8.count):\(issuer)\(messageID)".utf8)).bytes
    }
}
