extension Schema {
    /// Tables of SQLite whose rows are stored in the index of their key, instead of beside it: each change writes one page
    /// less. They are written in each sign-in, their keys are not integers, and no other table refers to them.
    ///
    /// The statements of the release before are valid for them.
    static let clusteredKeysSQLite: [Statement] = [
        "ALTER TABLE replays RENAME TO replays_before",
        """
        CREATE TABLE replays (
            message BLOB NOT NULL,
            login_id TEXT NOT NULL,
            until INTEGER NOT NULL,
            CONSTRAINT "replays.message" PRIMARY KEY (message),
            CONSTRAINT replays_message CHECK (length(message) = 32)
        ) STRICT, WITHOUT ROWID
        """,
        "INSERT INTO replays (message, login_id, until) SELECT message, login_id, until FROM replays_before",
        "DROP TABLE replays_before",
        "CREATE INDEX replays_until ON replays (until)",

        "ALTER TABLE limits RENAME TO limits_before",
        """
        CREATE TABLE limits (
            kind TEXT NOT NULL,
            subject BLOB NOT NULL,
            tally TEXT NOT NULL,
            version INTEGER NOT NULL,
            kept_until INTEGER NOT NULL,
            CONSTRAINT "limits.kind" PRIMARY KEY (kind, subject),
            CONSTRAINT limits_version CHECK (version >= 1)
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT kind, subject, tally, version, kept_until FROM limits_before
        """,
        "DROP TABLE limits_before",
        "CREATE INDEX limits_kept_until ON limits (kept_until)",

        "ALTER TABLE challenges RENAME TO challenges_before",
        """
        CREATE TABLE challenges (
            id TEXT NOT NULL,
            login_id TEXT NOT NULL,
            purpose TEXT NOT NULL,
            code_hash BLOB NOT NULL,
            document_key BLOB NOT NULL,
            attempts_left INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER,
            is_genuine INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT "challenges.id" PRIMARY KEY (id),
            CONSTRAINT "challenges.login_id" UNIQUE (login_id, purpose),
            CONSTRAINT challenges_purpose CHECK (purpose IN ('pin', 'otp')),
            CONSTRAINT challenges_attempts_left CHECK (attempts_left >= 0),
            CONSTRAINT challenges_login FOREIGN KEY (login_id) REFERENCES logins (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO challenges (id, login_id, purpose, code_hash, document_key, attempts_left, expires_at, used_at,
            is_genuine)
        SELECT id, login_id, purpose, code_hash, document_key, attempts_left, expires_at, used_at, is_genuine
        FROM challenges_before
        """,
        "DROP TABLE challenges_before",

        "ALTER TABLE session_services RENAME TO session_services_before",
        """
        CREATE TABLE session_services (
            session_id TEXT NOT NULL,
            service_provider TEXT NOT NULL,
            session_index TEXT NOT NULL,
            name_id TEXT NOT NULL,
            name_id_format TEXT NOT NULL,
            told_at INTEGER NOT NULL,
            ended_at INTEGER,
            login_id TEXT,
            CONSTRAINT "session_services.session_id" PRIMARY KEY (session_id, service_provider, session_index),
            CONSTRAINT session_services_session FOREIGN KEY (session_id)
                REFERENCES sessions (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO session_services (session_id, service_provider, session_index, name_id, name_id_format, told_at,
            ended_at, login_id)
        SELECT session_id, service_provider, session_index, name_id, name_id_format, told_at, ended_at, login_id
        FROM session_services_before
        """,
        "DROP TABLE session_services_before",
        "CREATE INDEX session_services_name_id ON session_services (service_provider, name_id)",
    ]
}
