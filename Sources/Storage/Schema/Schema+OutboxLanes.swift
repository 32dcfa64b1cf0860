extension Schema {
    /// The lanes of the outbox. The indexes serve what a dispatcher asks each second: what is due in a lane, and what is
    /// too late to be sent.
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
