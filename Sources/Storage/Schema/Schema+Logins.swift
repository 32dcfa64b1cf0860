extension Schema {
    /// The logins in progress, with their codes and tickets, which are deleted with them.
    static let logins: [Statement] = [
        """
        CREATE TABLE logins (
            id TEXT NOT NULL,
            cookie_hash \(sql: .bytes) NOT NULL,
            service_provider TEXT NOT NULL,
            phase TEXT NOT NULL,
            version \(sql: .integer) NOT NULL,
            payload \(sql: .bytes) NOT NULL,
            started_at \(sql: .integer) NOT NULL,
            expires_at \(sql: .integer) NOT NULL,
            answered_at \(sql: .integer),
            answer \(sql: .bytes),
            answer_until \(sql: .integer),
            CONSTRAINT "logins.id" PRIMARY KEY (id),
            CONSTRAINT logins_version CHECK (version >= 1),
            CONSTRAINT logins_expires_at CHECK (expires_at > started_at),
            CONSTRAINT logins_answer CHECK (
                (answered_at IS NULL AND answer IS NULL AND answer_until IS NULL)
                OR (answered_at IS NOT NULL AND answer_until IS NOT NULL)
            )
        )\(sql: .strictTable)
        """,
        "CREATE INDEX logins_expires_at ON logins (expires_at)",
        "CREATE INDEX logins_answer_until ON logins (answer_until) WHERE answer IS NOT NULL",
        // At most one code for each purpose of a login. A newer code replaces the row of the older one.
        """
        CREATE TABLE challenges (
            id TEXT NOT NULL,
            login_id TEXT NOT NULL,
            purpose TEXT NOT NULL,
            code_hash \(sql: .bytes) NOT NULL,
            document_key \(sql: .bytes) NOT NULL,
            attempts_left \(sql: .integer) NOT NULL,
            expires_at \(sql: .integer) NOT NULL,
            used_at \(sql: .integer),
            CONSTRAINT "challenges.id" PRIMARY KEY (id),
            CONSTRAINT "challenges.login_id" UNIQUE (login_id, purpose),
            CONSTRAINT challenges_purpose CHECK (purpose IN ('pin', 'otp')),
            CONSTRAINT challenges_attempts_left CHECK (attempts_left >= 0),
            CONSTRAINT challenges_login FOREIGN KEY (login_id) REFERENCES logins (id) ON DELETE CASCADE
        )\(sql: .strictTable)
        """,
        """
        CREATE TABLE tickets (
            ticket_hash \(sql: .bytes) NOT NULL,
            login_id TEXT NOT NULL,
            expires_at \(sql: .integer) NOT NULL,
            judged_at \(sql: .integer),
            evidence \(sql: .bytes),
            code_hash \(sql: .bytes),
            code_expires_at \(sql: .integer),
            consumed_at \(sql: .integer),
            CONSTRAINT "tickets.ticket_hash" PRIMARY KEY (ticket_hash),
            CONSTRAINT "tickets.code_hash" UNIQUE (code_hash),
            CONSTRAINT tickets_judged CHECK (
                (judged_at IS NULL AND evidence IS NULL AND code_hash IS NULL AND code_expires_at IS NULL)
                OR (judged_at IS NOT NULL AND evidence IS NOT NULL
                    AND code_hash IS NOT NULL AND code_expires_at IS NOT NULL)
            ),
            CONSTRAINT tickets_consumed CHECK (consumed_at IS NULL OR judged_at IS NOT NULL),
            CONSTRAINT tickets_login FOREIGN KEY (login_id) REFERENCES logins (id) ON DELETE CASCADE
        )\(sql: .strictTable)
        """,
        "CREATE INDEX tickets_login_id ON tickets (login_id)",
    ]
}
