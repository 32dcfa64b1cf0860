extension Schema {
    /// The lanes of the outbox. The indexes are for the two queries of a dispatcher in each second: the messages of a
    /// lane that are due, and the messages that are too late to be sent.
    static let outboxLanes: [Statement] = [
        """
        ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT 'stranger'
            CONSTRAINT outbox_lane CHECK (lane IN ('known', 'stranger'))
        """,
        "DROP INDEX outbox_due",
        "CREATE INDEX outbox_due ON outbox (lane, next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL",
        "CREATE INDEX outbox_not_after ON outbox (not_after) WHERE sent_at IS NULL AND failed_at IS NULL",
    ]
}
