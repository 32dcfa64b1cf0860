package import Foundation

/// A row of the table of logins.
///
/// The beginning and the state are sealed. SQL conditions use the other columns.
package struct LoginRow: Sendable, Hashable {
    package let id: String
    package let cookieHash: [UInt8]
    /// The entityID of the service provider that sent the request.
    package let serviceProvider: String
    /// The name of the state, for operators and statistics. The payload has the state itself.
    package let phase: String
    /// The number of transitions, starting at 1. An update requires the version that was read.
    package let version: Int64
    /// The sealed beginning, which never changes. Nil when the caller did not load it, and in a row of the release with
    /// 15 migrations, whose payload includes it.
    package let beginning: [UInt8]?
    /// The sealed state.
    package let payload: [UInt8]
    package let startedAt: Date
    package let expiresAt: Date
    package let answeredAt: Date?

    /// Creates a new login at version 1.
    package init(
        id: String, cookieHash: [UInt8], serviceProvider: String, phase: String, beginning: [UInt8], payload: [UInt8],
        startedAt: Date, expiresAt: Date
    ) {
        self.id = id
        self.cookieHash = cookieHash
        self.serviceProvider = serviceProvider
        self.phase = phase
        version = 1
        self.beginning = beginning
        self.payload = payload
        self.startedAt = startedAt
        self.expiresAt = expiresAt
        answeredAt = nil
    }

    init(_ row: Row) throws {
        id = try row["id"]
        cookieHash = try row["cookie_hash"]
        serviceProvider = try row["service_provider"]
        phase = try row["phase"]
        version = try row["version"]
        beginning = try row["beginning"]
        payload = try row["payload"]
        startedAt = try row["started_at"]
        expiresAt = try row["expires_at"]
        answeredAt = try row["answered_at"]
    }
}
