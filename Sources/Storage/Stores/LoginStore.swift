package import Foundation

/// The logins on their way. Moves are made by version, an answer is given once; both are one statement.
package struct LoginStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package func insert(_ login: LoginRow) throws {
        try connection.execute(
            """
            INSERT INTO logins
                (id, cookie_hash, service_provider, phase, version, beginning, payload, started_at, expires_at)
            VALUES (\(login.id), \(login.cookieHash), \(login.serviceProvider), \(login.phase), \(login.version),
                \(login.beginning), \(login.payload), \(login.startedAt), \(login.expiresAt))
            """)
    }

    /// - Parameter isWanted: false for a caller that knows the beginning already.
    /// Writes a login that is answered in the moment in which it begins.
    ///
    /// - Parameter answer: sealed, kept until `answerUntil`.
    package func insert(
        _ login: LoginRow, answer: [UInt8], answerUntil: Date, at now: Date
    ) throws {
        try connection.execute(
            """
            INSERT INTO logins
                (id, cookie_hash, service_provider, phase, version, beginning, payload, started_at, expires_at,
                answered_at, answer, answer_until)
            VALUES (\(login.id), \(login.cookieHash), \(login.serviceProvider), \(login.phase), \(login.version),
                \(login.beginning), \(login.payload), \(login.startedAt), \(login.expiresAt), \(now), \(answer),
                \(answerUntil))
            """)
    }

    package func load(_ id: String, withBeginning isWanted: Bool = true) throws -> LoginRow? {
        try connection.row(
            """
            SELECT id, cookie_hash, service_provider, phase, version, payload, started_at, expires_at, answered_at,
                CASE WHEN \(isWanted) = 1 THEN beginning END AS beginning
            FROM logins WHERE id = \(id)
            """
        ).map(LoginRow.init)
    }

    /// The version of a login's row; nil when there is none.
    package func version(_ id: String) throws -> Int64? {
        try connection.row("SELECT version FROM logins WHERE id = \(id)")?["version"]
    }

    /// Moves a login on from the version that was read.
    ///
    /// - Parameter beginning: for a row that has none; nil for one that has.
    /// - Returns: false when somebody else moved or answered it first; nothing was changed then.
    package func update(
        _ id: String, version: Int64, phase: String, payload: [UInt8], beginning: [UInt8]? = nil
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE logins SET phase = \(phase), payload = \(payload), version = version + 1,
                beginning = COALESCE(beginning, \(beginning))
            WHERE id = \(id) AND version = \(version) AND answered_at IS NULL
            """) == 1
    }

    /// Moves a login on, as `update` does, and gives it another cookie: the one before opens nothing any more.
    ///
    /// - Returns: false when another request moved or answered it first; nothing was changed then.
    package func update(
        _ id: String, version: Int64, phase: String, payload: [UInt8], beginning: [UInt8]? = nil, renewal: LoginRenewal
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE logins SET phase = \(phase), payload = \(payload), version = version + 1,
                beginning = COALESCE(beginning, \(beginning)), cookie_hash = \(renewal.cookieHash), renewed_from = \(renewal.replacedHash),
                renewal = \(renewal.sealedHandle), renewal_until = \(renewal.until),
                renewal_tries = \(renewal.maximumTries)
            WHERE id = \(id) AND version = \(version) AND answered_at IS NULL
            """) == 1
    }

    /// Whether a login has a sealed cookie for a browser with that earlier one.
    package func hasRenewal(_ id: String, from replacedHash: [UInt8], at now: Date) throws -> Bool {
        try connection.row(
            """
            SELECT id FROM logins WHERE id = \(id) AND renewed_from = \(replacedHash)
                AND renewal IS NOT NULL AND renewal_tries > 0 AND renewal_until > \(now)
            """) != nil
    }

    /// Takes one of the tries at the sealed cookie, before anything is compared.
    ///
    /// - Returns: nil when there is none for that earlier cookie, or no try is left.
    package func tryRenewal(_ id: String, from replacedHash: [UInt8], at now: Date) throws -> [UInt8]? {
        try connection.row(
            """
            UPDATE logins SET renewal_tries = renewal_tries - 1
            WHERE id = \(id) AND renewed_from = \(replacedHash)
                AND renewal IS NOT NULL AND renewal_tries > 0 AND renewal_until > \(now)
            RETURNING renewal
            """)?["renewal"]
    }

    /// Gives a try back: the proof was the right one.
    package func returnRenewalTry(_ id: String, from replacedHash: [UInt8]) throws {
        try connection.execute(
            """
            UPDATE logins SET renewal_tries = renewal_tries + 1
            WHERE id = \(id) AND renewed_from = \(replacedHash)
            """)
    }

    /// Ends a login with its answer, which is kept, sealed, until `answerUntil` for the same browser to have again.
    ///
    /// - Parameter cookieHash: of the handle for which the answer is sealed: no other opens the login from now on.
    /// - Returns: false when somebody else moved or answered it first: this answer must not be sent.
    package func consume(
        _ id: String, version: Int64, phase: String, payload: [UInt8], beginning: [UInt8]? = nil, cookieHash: [UInt8],
        answer: [UInt8], answerUntil: Date, at now: Date
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE logins SET phase = \(phase), payload = \(payload), version = version + 1,
                beginning = COALESCE(beginning, \(beginning)), cookie_hash = \(cookieHash), answered_at = \(now), answer = \(answer), answer_until = \(answerUntil)
            WHERE id = \(id) AND version = \(version) AND answered_at IS NULL
            """) == 1
    }

    /// The sealed answer, while it is kept.
    package func answer(_ id: String, at now: Date) throws -> [UInt8]? {
        try connection.row(
            "SELECT answer FROM logins WHERE id = \(id) AND answer IS NOT NULL AND answer_until > \(now)"
        )?["answer"]
    }

    /// Deletes the kept answers of the logins that brought that session to a service.
    package func forgetAnswers(ofSession session: String) throws {
        try connection.execute(
            """
            UPDATE logins SET answer = NULL, renewal = NULL WHERE answer IS NOT NULL
                AND id IN (SELECT login_id FROM session_services WHERE session_id = \(session))
            """)
    }

    /// Deletes the kept answers of the logins of every session of a person, by their principal.
    package func forgetAnswers(ofPerson principal: String) throws {
        try connection.execute(
            """
            UPDATE logins SET answer = NULL, renewal = NULL WHERE answer IS NOT NULL AND id IN (
                SELECT session_services.login_id FROM session_services
                    JOIN sessions ON sessions.id = session_services.session_id
                    JOIN persons ON persons.id = sessions.person_id
                WHERE persons.principal = \(principal))
            """)
    }

    /// Erases the answers that are not kept any longer, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func forgetAnswers(at now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM logins WHERE answer IS NOT NULL AND answer_until <= \(now)
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            UPDATE logins SET answer = NULL, renewal = NULL WHERE id IN (SELECT id FROM old)
            """)
    }

    /// Erases the sealed cookies that are not given out any more, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func forgetRenewals(at now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM logins WHERE renewal IS NOT NULL AND renewal_until <= \(now)
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            UPDATE logins SET renewal = NULL WHERE id IN (SELECT id FROM old)
            """)
    }

    /// Deletes logins that expired before `expiredBefore`, with their challenges and tickets, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func purge(expiredBefore: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM logins WHERE expires_at < \(expiredBefore) LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM logins WHERE id IN (SELECT id FROM old)
            """)
    }
}
