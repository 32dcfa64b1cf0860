package import Foundation

/// A row of the table of sessions.
package struct SessionRow: Hashable, Sendable {
    package let id: String
    /// SHA-256 of the handle in the cookie.
    package let handleHash: [UInt8]
    package let person: String
    /// The sealed session.
    package let payload: [UInt8]
    package let startedAt: Date
    package let usedAt: Date
    /// The time at which the session ends unless it is used before.
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

/// An assertion to a service provider in a session: its NameID and its SessionIndex.
package struct SessionServiceRow: Hashable, Sendable {
    /// The entityID of the service provider.
    package let serviceProvider: String
    package let sessionIndex: String
    package let nameID: String
    package let nameIDFormat: String
    /// The time of the assertion.
    package let issuedAt: Date
    /// The time when the service provider reported the end of its own session; nil until then.
    package let endedAt: Date?
    /// The login that the assertion answered; nil in a row that an earlier release wrote.
    package let login: String?

    package init(
        serviceProvider: String, sessionIndex: String, nameID: String, nameIDFormat: String, issuedAt: Date,
        endedAt: Date? = nil, login: String? = nil
    ) {
        self.login = login
        self.serviceProvider = serviceProvider
        self.sessionIndex = sessionIndex
        self.nameID = nameID
        self.nameIDFormat = nameIDFormat
        self.issuedAt = issuedAt
        self.endedAt = endedAt
    }
}
