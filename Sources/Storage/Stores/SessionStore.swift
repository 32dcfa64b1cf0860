package import Foundation

/// The sessions.
///
/// A session is found by the hash of its handle. Ending a session deletes its payload, so that a broker with a late
/// clock does not open it again. Each change requires the handle that was read, so only one of two concurrent changes
/// succeeds.
package struct SessionStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package func insert(_ session: SessionRow) throws {
        try connection.enqueue(
            """
            INSERT INTO sessions (id, handle_hash, person_id, payload, started_at, used_at, expires_at)
            VALUES (\(session.id), \(session.handleHash), \(session.person), \(session.payload),
                \(session.startedAt), \(session.usedAt), \(session.expiresAt))
            """)
    }

    /// Returns the session of a handle; nil when there is none or it has ended.
    package func find(_ handleHash: [UInt8], at now: Date) throws -> SessionRow? {
        try connection.row(
            """
            SELECT id, handle_hash, person_id, payload, started_at, used_at, expires_at
            FROM sessions WHERE handle_hash = \(handleHash) AND expires_at > \(now) AND length(payload) > 0
            """
        ).map(SessionRow.init)
    }

    /// A session, with its person's registration and with what is between the person and a service.
    package struct Found: Sendable {
        package let session: SessionRow
        package let person: PersonRow
        /// Nil for a person who is not registered.
        package let citizen: CitizenStore.Found?
        /// The login that the message began before; nil for one that was not used, and for no message.
        package let messageLogin: String?
    }

    /// The session of a handle, while it is not over, with all that an answer to a service depends on: one statement.
    package func find(
        _ handleHash: [UInt8], for serviceProvider: String, using message: String? = nil, at now: Date
    ) throws -> Found? {
        let message = message.map { ReplayStore.key($0, serviceProvider) }
        let row = try connection.row(
            """
            SELECT sessions.id AS id, handle_hash, sessions.person_id AS person_id, payload, started_at, used_at,
                expires_at, \(sql: PersonRow.columns), \(sql: CitizenStore.foundColumns),
                (SELECT login_id FROM replays WHERE message = \(message)) AS message_login
            FROM sessions JOIN persons ON persons.id = sessions.person_id
            \(sql: PersonRow.joins(for: serviceProvider))
            LEFT JOIN citizens ON citizens.national_identifier = persons.principal
            LEFT JOIN credentials ON credentials.national_identifier = citizens.national_identifier
            WHERE handle_hash = \(handleHash) AND expires_at > \(now) AND length(payload) > 0
            """)
        return try row.map {
            Found(
                session: try SessionRow($0), person: try PersonRow($0), citizen: try CitizenStore.Found(joined: $0),
                messageLogin: try $0["message_login"])
        }
    }

    /// Returns the ID of the session of a handle, ended or not; nil when the row is deleted.
    package func id(of handleHash: [UInt8]) throws -> String? {
        try connection.row("SELECT id FROM sessions WHERE handle_hash = \(handleHash)")?["id"]
    }

    /// Whether a session has not ended.
    package func isLive(_ id: String, at now: Date) throws -> Bool {
        try connection.row(
            "SELECT id FROM sessions WHERE id = \(id) AND expires_at > \(now) AND length(payload) > 0") != nil
    }

    /// Records a use of a session.
    ///
    /// - Returns: false when the session has ended, or has another handle by now.
    package func touch(_ handleHash: [UInt8], until expiry: Date, at now: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE sessions SET used_at = \(now), expires_at = \(expiry)
            WHERE handle_hash = \(handleHash) AND expires_at > \(now) AND length(payload) > 0
            """) == 1
    }

    /// Stores new proofs in a session and replaces its handle.
    ///
    /// - Returns: false when the session has ended, or has another handle by now.
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

    /// Ends a session, and deletes the stored answers of its logins.
    ///
    /// The list of its service providers stays for a while, because a service provider can send a LogoutRequest for a
    /// session that has ended already.
    ///
    /// - Returns: false when the session had ended before.
    package func end(_ id: String, at now: Date) throws -> Bool {
        let isEnded =
            try connection.execute(
                """
                UPDATE sessions SET payload = \([UInt8]()),
                    expires_at = CASE WHEN expires_at < \(now) THEN expires_at ELSE \(now) END
                WHERE id = \(id) AND length(payload) > 0
                """) == 1
        if isEnded { try LoginStore(connection).forgetAnswers(ofSession: id) }
        return isEnded
    }

    /// Ends all sessions of a person, and deletes the stored answers of their logins.
    package func endAll(of principal: String, at now: Date) throws {
        try connection.enqueue(
            """
            UPDATE sessions SET payload = \([UInt8]()),
                expires_at = CASE WHEN expires_at < \(now) THEN expires_at ELSE \(now) END
            WHERE length(payload) > 0
                AND person_id IN (SELECT id FROM persons WHERE principal = \(principal))
            """)
        try LoginStore(connection).forgetAnswers(ofPerson: principal)
    }

    package func note(_ service: SessionServiceRow, of session: String) throws {
        try connection.enqueue(
            """
            INSERT INTO session_services
                (session_id, service_provider, session_index, name_id, name_id_format, told_at, login_id)
            VALUES (\(session), \(service.serviceProvider), \(service.sessionIndex), \(service.nameID),
                \(service.nameIDFormat), \(service.issuedAt), \(service.login))
            """)
    }

    /// Returns the assertions of a session, the oldest first.
    package func services(of session: String) throws -> [SessionServiceRow] {
        try connection.rows(
            """
            SELECT service_provider, session_index, name_id, name_id_format, told_at, ended_at, login_id
            FROM session_services WHERE session_id = \(session) ORDER BY told_at, session_index
            """
        ).map {
            SessionServiceRow(
                serviceProvider: try $0["service_provider"], sessionIndex: try $0["session_index"],
                nameID: try $0["name_id"], nameIDFormat: try $0["name_id_format"], issuedAt: try $0["told_at"],
                endedAt: try $0["ended_at"], login: try $0["login_id"])
        }
    }

    /// Records that a service provider has ended its own session.
    package func noteEnd(at serviceProvider: String, nameID: String, sessionIndex: String, at now: Date) throws {
        try connection.enqueue(
            """
            UPDATE session_services SET ended_at = \(now)
            WHERE service_provider = \(serviceProvider) AND name_id = \(nameID)
                AND session_index = \(sessionIndex) AND ended_at IS NULL
            """)
    }

    /// Returns the sessions in which a service provider received this NameID, including ended ones.
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

    /// Deletes the personal data of expired sessions, `limit` at most.
    ///
    /// - Returns: the number of changed sessions.
    @discardableResult
    package func clear(expiredBefore now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM sessions WHERE expires_at <= \(now) AND length(payload) > 0
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            UPDATE sessions SET payload = \([UInt8]()) WHERE id IN (SELECT id FROM old)
            """)
    }

    /// Deletes the sessions that expired at or before this time, `limit` at most.
    ///
    /// - Returns: the number of deleted sessions.
    @discardableResult
    package func purge(before now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM sessions WHERE expires_at <= \(now) LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM sessions WHERE id IN (SELECT id FROM old)
            """)
    }
}
