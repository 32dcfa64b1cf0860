package import Foundation
import Secrets

/// Which message IDs were seen, and which login each of them began.
package struct ReplayStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package enum Remembered: Sendable, Hashable {
        case first
        /// Seen before; it began this login, which may have been purged since.
        case seen(login: String)
    }

    /// Keeps an ID of this issuer until `until`. Of any number who try at once, one gets `first`.
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
        // Purged between the two statements.
        guard let row else { throw StorageFault.contention("replays: an ID was purged while it was looked up") }
        return .seen(login: try row["login_id"])
    }

    /// Forgets what need not be remembered any more: IDs whose message would be refused as stale, `limit` at most.
    ///
    /// - Returns: how many.
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

    /// The issuer is prefixed with its length, so that no other pair reads the same.
    private static func key(_ messageID: String, _ issuer: String) -> [UInt8] {
        SecretHash.sha256(of: Array("\(issuer.utf8.count):\(issuer)\(messageID)".utf8)).bytes
    }
}
