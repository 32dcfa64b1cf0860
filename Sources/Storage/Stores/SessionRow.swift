package import Foundation

/// A session as the table has it.
package struct SessionRow: Hashable, Sendable {
    package let id: String
    /// SHA-256 of the cookie's handle.
    package let handleHash: [UInt8]
    package let person: String
    /// Sealed.
    package let payload: [UInt8]
    package let startedAt: Date
    package let usedAt: Date
    /// From then on it is over, if nobody uses it before.
    package let expiresAt: Date

    package init(
        id: String, handleHash: [UInt8], person: String, payload: [UInt8], startedAt: Date, usedAt: Date,
        expiresAt: Date
    ) {
        self.id = id
        self.handleHash = handleHash
        self.person = person
        self.payload = payload
        self.startedAt = startedAt
        self.usedAt = usedAt
        self.expiresAt = expiresAt
    }

    init(_ row: Row) throws {
        self.init(
            id: try row["id"], handleHash: try row["handle_hash"], person: try row["person_id"],
            payload: try row["payload"], startedAt: try row["started_at"], usedAt: try row["used_at"],
            expiresAt: try row["expires_at"])
    }
}

/// A service that was told of a session, by which name and under which index.
package struct SessionServiceRow: Hashable, Sendable {
    /// The entityID.
    package let serviceProvider: String
    package let sessionIndex: String
    package let nameID: String
    package let nameIDFormat: String
    package let toldAt: Date
    /// When it said that its own session had ended; nil while it has not.
    package let endedAt: Date?
    /// The login that was answered then; nil for a row that an earlier version wrote.
    package let login: String?

    package init(
        serviceProvider: String, sessionIndex: String, nameID: String, nameIDFormat: String, toldAt: Date,
        endedAt: Date? = nil, login: String? = nil
    ) {
        self.login = login
        self.serviceProvider = serviceProvider
        self.sessionIndex = sessionIndex
        self.nameID = nameID
        self.nameIDFormat = nameIDFormat
        self.toldAt = toldAt
        self.endedAt = endedAt
    }
}
