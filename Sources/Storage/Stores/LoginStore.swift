package import Foundation

/// The logins in progress.
///
/// An update requires the current version. A login is answered once. Both rules are conditions of one statement.
package struct LoginStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package func insert(_ login: LoginRow) throws {
        try connection.enqueue(
            """
            INSERT INTO logins
                (id, cookie_hash, service_provider, phase, version, beginning, payload, started_at, expires_at)
            VALUES (\(login.id), \(login.cookieHash), \(login.serviceProvider), \(login.phase), \(login.version),
                \(login.beginning), \(login.payload), \(login.startedAt), \(login.expiresAt))
            """)
    }

    /// Writes a login that is answered in the moment in which it begins.
    ///
    /// - Parameter answer: sealed, kept until `answerUntil`.
    package func insert(
        _ login: LoginRow, answer: [UInt8], answerUntil: Date, at now: Date
    ) throws {
        try connection.enqueue(
            """
            INSERT INTO logins
                (id, cookie_hash, service_provider, phase, version, beginning, payload, started_at, expires_at,
                answered_at, answer, answer_until)
            VALUES (\(login.id), \(login.cookieHash), \(login.serviceProvider), \(login.phase), \(login.version),
                \(login.beginning), \(login.payload), \(login.startedAt), \(login.expiresAt), \(now), \(answer),
                \(answerUntil))
            """)
    }

    /// Returns a login; nil when there is none.
    ///
    /// - Parameter isWanted: false for a caller that has the beginning already.
    package func load(_ id: String, withBeginning isWanted: Bool = true) throws -> LoginRow? {
        try connection.row(
            """
            SELECT id, cookie_hash, service_provider, phase, version, payload, started_at, expires_at, answered_at,
                CASE WHEN \(isWanted) = 1 THEN beginning END AS beginning
            FROM logins WHERE id = \(id)
            """
        ).map(LoginRow.init)
    }

    /// Returns the version of a login; nil when there is none.
    package func version(_ id: String) throws -> Int64? {
        try connection.row("SELECT version FROM logins WHERE id = \(id)")?["version"]
    }

    /// Stores a new state of a login that is at the version that was read.
    ///
    /// - Parameter beginning: the beginning, for a row without one; nil for a row with one.
    /// - Returns: false, and nothing is changed, when another request updated or answered the login first.
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

    /// Stores a new state and replaces the cookie. The replaced cookie does not open the login any more.
    ///
    /// - Returns: false, and nothing is changed, when another request updated or answered the login first.
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

    /// Whether a login has a sealed cookie for a browser with this replaced cookie.
    package func hasRenewal(_ id: String, from replacedHash: [UInt8], at now: Date) throws -> Bool {
        try connection.row(
            """
            SELECT id FROM logins WHERE id = \(id) AND renewed_from = \(replacedHash)
                AND renewal IS NOT NULL AND renewal_tries > 0 AND renewal_until > \(now)
            """) != nil
    }

    /// Counts one try for the sealed cookie and returns it. The caller compares the proof only after this.
    ///
    /// - Returns: nil when no sealed cookie exists for this replaced cookie, or no try is left.
    package func tryRenewal(_ id: String, from replacedHash: [UInt8], at now: Date) throws -> [UInt8]? {
        try connection.row(
            """
            UPDATE logins SET renewal_tries = renewal_tries - 1
            WHERE id = \(id) AND renewed_from = \(replacedHash)
                AND renewal IS NOT NULL AND renewal_tries > 0 AND renewal_until > \(now)
            RETURNING renewal
            """)?["renewal"]
    }

    /// Undoes the counting of a try, because the proof was correct.
    package func returnRenewalTry(_ id: String, from replacedHash: [UInt8]) throws {
        try connection.enqueue(
            """
            UPDATE logins SET renewal_tries = renewal_tries + 1
            WHERE id = \(id) AND renewed_from = \(replacedHash)
            """)
    }

    /// Ends a login and stores its sealed answer until `answerUntil`, so that the same browser can receive it again.
    ///
    /// - Parameter cookieHash: the hash of the cookie for which the answer is sealed, the only one that opens the login
    ///   from now on.
    /// - Returns: false when another request updated or answered the login first. This answer must not be sent then.
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

    /// Returns the sealed answer; nil when it is not stored any more.
    package func answer(_ id: String, at now: Date) throws -> [UInt8]? {
        try connection.row(
            "SELECT answer FROM logins WHERE id = \(id) AND answer IS NOT NULL AND answer_until > \(now)"
        )?["answer"]
    }

    /// Deletes the stored answers of the logins of a session.
    package func forgetAnswers(ofSession session: String) throws {
        try connection.enqueue(
            """
            UPDATE logins SET answer = NULL, renewal = NULL WHERE answer IS NOT NULL
                AND id IN (SELECT login_id FROM session_services WHERE session_id = \(session))
            """)
    }

    /// Deletes the stored answers of the logins of all sessions of a person.
    package func forgetAnswers(ofPerson principal: String) throws {
        try connection.enqueue(
            """
            UPDATE logins SET answer = NULL, renewal = NULL WHERE answer IS NOT NULL AND id IN (
                SELECT session_services.login_id FROM session_services
                    JOIN sessions ON sessions.id = session_services.session_id
                    JOIN persons ON persons.id = sessions.person_id
                WHERE persons.principal = \(principal))
            """)
    }

    /// Deletes the expired answers, `limit` at most.
    ///
    /// - Returns: the number of deleted answers.
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

    /// Deletes the expired sealed cookies, `limit` at most.
    ///
    /// - Returns: the number of deleted cookies.
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

    /// Deletes the logins that expired before `expiredBefore`, with their challenges and tickets, `limit` at most.
    ///
    /// - Returns: the number of deleted logins.
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
