package import Foundation

/// A row of the table of logouts.
package struct LogoutRow: Hashable, Sendable {
    package let id: String
    /// SHA-256 of the handle in the cookie.
    package let cookieHash: [UInt8]
    /// The number of changes, starting at 1. An update requires the version that was read.
    package let version: Int64
    /// The sealed logout.
    package let payload: [UInt8]
    package let expiresAt: Date

    /// Creates a new logout at version 1.
    package init(id: String, cookieHash: [UInt8], payload: [UInt8], expiresAt: Date) {
        self.id = id
        self.cookieHash = cookieHash
        self.payload = payload
        self.expiresAt = expiresAt
        version = 1
    }

    init(_ row: Row) throws {
        id = try row["id"]
        cookieHash = try row["cookie_hash"]
        version = try row["version"]
        payload = try row["payload"]
        expiresAt = try row["expires_at"]
    }
}

/// The logouts in progress.
package struct LogoutStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package func insert(_ logout: LogoutRow) throws {
        try connection.execute(
            """
            INSERT INTO logouts (id, cookie_hash, version, payload, expires_at)
            VALUES (\(logout.id), \(logout.cookieHash), \(logout.version), \(logout.payload), \(logout.expiresAt))
            """)
    }

    /// Returns a logout; nil when there is none or it has expired.
    package func load(_ id: String, at now: Date) throws -> LogoutRow? {
        try connection.row(
            """
            SELECT id, cookie_hash, version, payload, expires_at
            FROM logouts WHERE id = \(id) AND expires_at > \(now)
            """
        ).map(LogoutRow.init)
    }

    /// Returns the logout to which a LogoutRequest of the broker belongs; nil when there is none or it has expired.
    package func load(ofRequest request: String, at now: Date) throws -> LogoutRow? {
        try connection.row(
            """
            SELECT id, cookie_hash, version, payload, expires_at
            FROM logouts WHERE expires_at > \(now)
                AND id = (SELECT logout_id FROM logout_requests WHERE request_id = \(request))
            """
        ).map(LogoutRow.init)
    }

    /// Stores a new state of a logout that is at the version that was read.
    ///
    /// - Returns: false, and nothing is changed, when another request updated the logout first.
    package func update(_ id: String, version: Int64, payload: [UInt8]) throws -> Bool {
        try connection.execute(
            """
            UPDATE logouts SET payload = \(payload), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """) == 1
    }

    /// Stores the ID of a LogoutRequest of the broker, before it is sent.
    package func note(_ request: String, of id: String) throws {
        try connection.execute(
            "INSERT INTO logout_requests (request_id, logout_id) VALUES (\(request), \(id))")
    }

    /// Deletes the logouts that expired at or before this time, with their request IDs, `limit` at most.
    ///
    /// - Returns: the number of deleted logouts.
    @discardableResult
    package func purge(before now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM logouts WHERE expires_at <= \(now) LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM logouts WHERE id IN (SELECT id FROM old)
            """)
    }
}
