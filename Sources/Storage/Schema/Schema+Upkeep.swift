extension Schema {
    /// Indexes for frequent queries: of each attempt, and of housekeeping, once a minute.
    static let upkeep: [Statement] = [
        "CREATE INDEX logins_renewal_until ON logins (renewal_until) WHERE renewal IS NOT NULL",
        // The charges of a document from all networks, each counted once, and the charges of a document in one network.
        "CREATE INDEX charges_document ON charges (document_key, kind, occurred_at) WHERE breadth = 0",
        "CREATE INDEX charges_network_document ON charges (network, document_key, kind, occurred_at)",
        "DROP INDEX charges_document_key",
        // The query reads the newest message of a lane first.
        "DROP INDEX outbox_due",
        "CREATE INDEX outbox_due ON outbox (lane, id) WHERE sent_at IS NULL AND failed_at IS NULL",
        "CREATE INDEX outbox_sent_at ON outbox (sent_at) WHERE sent_at IS NOT NULL",
        "CREATE INDEX outbox_failed_at ON outbox (failed_at) WHERE failed_at IS NOT NULL",
        "CREATE INDEX tickets_expires_at ON tickets (expires_at)",
        // One ticket for each login. The row has the hash of the replaced ticket, so that its page leads to the login.
        """
        DELETE FROM tickets WHERE EXISTS (
            SELECT 1 FROM tickets AS newer WHERE newer.login_id = tickets.login_id
                AND (newer.expires_at > tickets.expires_at
                    OR newer.expires_at = tickets.expires_at AND newer.ticket_hash > tickets.ticket_hash))
        """,
        "DROP INDEX tickets_login_id",
        "CREATE UNIQUE INDEX \"tickets.login_id\" ON tickets (login_id)",
        "ALTER TABLE tickets ADD COLUMN replaced_hash \(sql: .bytes)",
        "CREATE INDEX tickets_replaced_hash ON tickets (replaced_hash) WHERE replaced_hash IS NOT NULL",
        // The sessions that still have a payload. A session without a payload stays for a day.
        "CREATE INDEX sessions_payload ON sessions (expires_at) WHERE length(payload) > 0",
        // Wrong codes are kept for a month, other events for a day. The query for the latter does not scan the former.
        "CREATE INDEX limit_events_kind ON limit_events (kind, occurred_at)",
        "DROP INDEX limit_events_occurred_at",
        "CREATE INDEX limit_subjects_kind ON limit_subjects (kind, touched_at)",
        "DROP INDEX limit_subjects_touched_at",
    ]
}
