package import Foundation

/// The audit trail.
///
/// A row is appended in the transaction of the event that it records. Triggers of the database reject every change and
/// deletion of a row.
package struct AuditStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// - Parameters:
    ///   - event: the kind of the event, for example `login.answered`.
    ///   - payload: JSON, without personal data in the clear.
    package func append(_ event: String, login: String?, payload: String, at now: Date) throws {
        try connection.enqueue(
            """
            INSERT INTO audit (occurred_at, login_id, event, payload)
            VALUES (\(now), \(login), \(event), \(payload))
            """)
    }

    /// Returns the entries after an ID, the oldest first.
    package func entries(after id: Int64 = 0, limit: Int) throws -> [AuditEntry] {
        try connection.rows(
            """
            SELECT id, occurred_at, login_id, event, payload FROM audit WHERE id > \(id) ORDER BY id LIMIT \(limit)
            """
        ).map(AuditEntry.init)
    }

    /// Returns the entries of one login, the oldest first.
    package func entries(of login: String) throws -> [AuditEntry] {
        try connection.rows(
            "SELECT id, occurred_at, login_id, event, payload FROM audit WHERE login_id = \(login) ORDER BY id"
        ).map(AuditEntry.init)
    }
}

package struct AuditEntry: Sendable, Hashable {
    package let id: Int64
    package let occurredAt: Date
    package let login: String?
    package let event: String
    package let payload: String

    init(_ row: Row) throws {
        id = try row["id"]
        occurredAt = try row["occurred_at"]
        login = try row["login_id"]
        event = try row["event"]
        payload = try row["payload"]
    }
}
