package import Foundation

/// A login as it lies in the database. Its beginning and its state are sealed; the columns beside it are what SQL decides by.
package struct LoginRow: Sendable, Hashable {
    package let id: String
    package let cookieHash: [UInt8]
    /// The entityID of the service that asks.
    package let serviceProvider: String
    /// The name of the state, for operators' eyes and statistics; the payload is the state.
    package let phase: String
    /// Counts the moves, from 1: a move is made only from the version that was read.
    package let version: Int64
    /// The sealed beginning, which never changes; nil when it was not asked for, and in a row of the release with 15
    /// migrations, whose payload has it.
    package let beginning: [UInt8]?
    /// The sealed state.
    package let payload: [UInt8]
    package let startedAt: Date
    package let expiresAt: Date
    package let answeredAt: Date?

    /// A new login, at version 1.
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
