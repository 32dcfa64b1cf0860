extension Schema {
    /// The events that limits count. Subjects are keyed hashes, so the tables identify no person.
    static let limits: [Statement] = [
        // The row that is locked while the events of a subject are counted.
        """
        CREATE TABLE limit_subjects (
            kind TEXT NOT NULL,
            subject \(sql: .bytes) NOT NULL,
            touched_at \(sql: .integer) NOT NULL,
            CONSTRAINT "limit_subjects.kind" PRIMARY KEY (kind, subject)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX limit_subjects_touched_at ON limit_subjects (touched_at)",
        """
        CREATE TABLE limit_events (
            id \(sql: .serialKey),
            kind TEXT NOT NULL,
            subject \(sql: .bytes) NOT NULL,
            occurred_at \(sql: .integer) NOT NULL
        )\(sql: .strictTable)
        """,
        "CREATE INDEX limit_events_subject ON limit_events (kind, subject, occurred_at)",
        "CREATE INDEX limit_events_occurred_at ON limit_events (occurred_at)",
        """
        CREATE TABLE password_attempts (
            document_key \(sql: .bytes) NOT NULL,
            failures \(sql: .integer) NOT NULL,
            paused_until \(sql: .integer),
            attempted_at \(sql: .integer) NOT NULL,
            CONSTRAINT "password_attempts.document_key" PRIMARY KEY (document_key),
            CONSTRAINT password_attempts_failures CHECK (failures >= 0)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX password_attempts_attempted_at ON password_attempts (attempted_at)",
    ]
}
