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

    package init(serviceProvider: String, sessionIndex: String, nameID: String, nameIDFormat: String, toldAt: Date) {
        self.serviceProvider = serviceProvider
        self.sessionIndex = sessionIndex
        self.nameID = nameID
        self.nameIDFormat = nameIDFormat
        self.toldAt = toldAt
    }
}

/// Who is signed in. A session is found by its handle's hash; one that was ended has no payload any more, so that no clock
/// that is late brings it back. Each change is made over the handle that was read, so that
/// one of two at once finds that it is too late.
package struct SessionStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package func insert(_ session: SessionRow) throws {
        try connection.execute(
            """
            INSERT INTO sessions (id, handle_hash, person_id, payload, started_at, used_at, expires_at)
            VALUES (\(session.id), \(session.handleHash), \(session.person), \(session.payload),
                \(session.startedAt), \(session.usedAt), \(session.expiresAt))
            """)
    }

    /// The session of a handle, while it is not over.
    package func find(_ handleHash: [UInt8], at now: Date) throws -> SessionRow? {
        try connection.row(
            """
            SELECT id, handle_hash, person_id, payload, started_at, used_at, expires_at
            FROM sessions WHERE handle_hash = \(handleHash) AND expires_at > \(now) AND length(payload) > 0
            """
        ).map(SessionRow.init)
    }

    /// Uses a session as it is.
    ///
    /// - Returns: false when it is over, or has another handle by now.
    package func touch(_ handleHash: [UInt8], until expiry: Date, at now: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE sessions SET used_at = \(now), expires_at = \(expiry)
            WHERE handle_hash = \(handleHash) AND expires_at > \(now) AND length(payload) > 0
            """) == 1
    }

    /// Gives a session more proofs and another handle.
    ///
    /// - Returns: false when it is over, or has another handle by now.
    package func renew(
        _ handleHash: [UInt8], as newHash: [UInt8], payload: [UInt8], until expiry: Date, at now: Date
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE sessions SET handle_hash = \(newHash), payload = \(payload), used_at = \(now),
                expires_at = \(expiry)
            WHERE handle_hash = \(handleHash) AND expires_at > \(now) AND length(payload) > 0
            """) == 1
    }

    /// Ends a session. Who was told of it stays known for a while: a service may ask for the end that has come already.
    ///
    /// - Returns: whether this was the one who ended it.
    package func end(_ id: String, at now: Date) throws -> Bool {
        try connection.execute(
            "UPDATE sessions SET expires_at = \(now), payload = \([UInt8]()) WHERE id = \(id) AND expires_at > \(now)")
            == 1
    }

    /// Ends every session of a person, by their document.
    package func endAll(of nationalIdentifier: String, at now: Date) throws {
        try connection.execute(
            """
            UPDATE sessions SET expires_at = \(now), payload = \([UInt8]())
            WHERE expires_at > \(now)
                AND person_id IN (SELECT id FROM persons WHERE national_identifier = \(nationalIdentifier))
            """)
    }

    package func note(_ service: SessionServiceRow, of session: String) throws {
        try connection.execute(
            """
            INSERT INTO session_services
                (session_id, service_provider, session_index, name_id, name_id_format, told_at)
            VALUES (\(session), \(service.serviceProvider), \(service.sessionIndex), \(service.nameID),
                \(service.nameIDFormat), \(service.toldAt))
            """)
    }

    /// The services that were told of a session, the first one first.
    package func services(of session: String) throws -> [SessionServiceRow] {
        try connection.rows(
            """
            SELECT service_provider, session_index, name_id, name_id_format, told_at
            FROM session_services WHERE session_id = \(session) ORDER BY told_at, session_index
            """
        ).map {
            SessionServiceRow(
                serviceProvider: try $0["service_provider"], sessionIndex: try $0["session_index"],
                nameID: try $0["name_id"], nameIDFormat: try $0["name_id_format"], toldAt: try $0["told_at"])
        }
    }

    /// The sessions of which that service was told by that name, those that are over among them.
    package func sessions(of serviceProvider: String, nameID: String) throws -> [SessionRow] {
        try connection.rows(
            """
            SELECT id, handle_hash, person_id, payload, started_at, used_at, expires_at
            FROM sessions WHERE id IN (
                SELECT session_id FROM session_services
                WHERE service_provider = \(serviceProvider) AND name_id = \(nameID))
            """
        ).map(SessionRow.init)
    }

    /// Deletes the sessions that were over then.
    package func purge(before now: Date) throws {
        try connection.execute("DELETE FROM sessions WHERE expires_at <= \(now)")
    }
}
