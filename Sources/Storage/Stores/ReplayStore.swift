package import Foundation

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
        let inserted = try connection.execute(
            """
            INSERT INTO replays (issuer, message_id, login_id, until)
            VALUES (\(issuer), \(messageID), \(login), \(until))
            ON CONFLICT (issuer, message_id) DO NOTHING
            """)
        guard inserted == 0 else { return .first }
        let row = try connection.row(
            "SELECT login_id FROM replays WHERE issuer = \(issuer) AND message_id = \(messageID)")
        // Purged between the two statements.
        guard let row else { throw StorageFault.contention("replays: an ID was purged while it was looked up") }
        return .seen(login: try row["login_id"])
    }

    /// Forgets what need not be remembered any more: IDs whose message would be refused as stale.
    @discardableResult
    package func purge(before now: Date) throws -> Int {
        try connection.execute("DELETE FROM replays WHERE until < \(now)")
    }
}
