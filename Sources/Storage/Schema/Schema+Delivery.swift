extension Schema {
    /// The messages to send, and the audit trail.
    static let delivery: [Statement] = [
        // A row without recipient is a decoy, so that an unknown document costs the same work as a known one.
        """
        CREATE TABLE outbox (
            id \(sql: .serialKey),
            recipient \(sql: .bytes),
            text \(sql: .bytes),
            created_at \(sql: .integer) NOT NULL,
            not_after \(sql: .integer) NOT NULL,
            attempts \(sql: .integer) NOT NULL,
            next_attempt_at \(sql: .integer) NOT NULL,
            claimed_until \(sql: .integer),
            sent_at \(sql: .integer),
            failed_at \(sql: .integer),
            CONSTRAINT outbox_attempts CHECK (attempts >= 0),
            CONSTRAINT outbox_outcome CHECK (sent_at IS NULL OR failed_at IS NULL),
            CONSTRAINT outbox_text CHECK ((text IS NULL) = (sent_at IS NOT NULL OR failed_at IS NOT NULL))
        )\(sql: .strictTable)
        """,
        "CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL",
        """
        CREATE TABLE audit (
            id \(sql: .serialKey),
            occurred_at \(sql: .integer) NOT NULL,
            login_id TEXT,
            event TEXT NOT NULL,
            payload TEXT NOT NULL,
            CONSTRAINT audit_event CHECK (length(event) BETWEEN 1 AND 64)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX audit_login_id ON audit (login_id)",
    ]
}
