extension Schema {
    /// One row for each subject of a limit, with the times of its events: see `Tally`. Subjects are keyed hashes.
    static let tallies: [Statement] = [
        """
        CREATE TABLE limits (
            kind TEXT NOT NULL,
            subject \(sql: .bytes) NOT NULL,
            tally TEXT NOT NULL,
            version \(sql: .integer) NOT NULL,
            kept_until \(sql: .integer) NOT NULL,
            CONSTRAINT "limits.kind" PRIMARY KEY (kind, subject),
            CONSTRAINT limits_version CHECK (version >= 1)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX limits_kept_until ON limits (kept_until)",
        // The time of the document's previous sign-in from that network, so that its one credit can be moved.
        "ALTER TABLE credits ADD COLUMN previous_at \(sql: .integer)",
        // Charges are no longer counted by their rows. The rows are used to take back a login's charges.
        "DROP INDEX charges_network",
        "DROP INDEX charges_document",
        "DROP INDEX charges_network_document",
    ]

    /// The events of the previous release still count. They are kept for 30 days and one hour when they are wrong
    /// codes, and for one day and one hour otherwise, in milliseconds.
    static let talliesSQLite: [Statement] = [
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT kind, subject, group_concat(occurred_at, ' '), 1,
            max(occurred_at) + CASE kind WHEN 'guess' THEN 2595600000 ELSE 90000000 END
        FROM limit_events GROUP BY kind, subject
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'document.' || kind, CAST(network || document_key AS BLOB), group_concat(occurred_at, ' '), 1,
            max(occurred_at) + 90000000
        FROM charges WHERE kind <> 'wrongCode' GROUP BY kind, network, document_key
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'network', network, group_concat(occurred_at, ' '), 1, max(occurred_at) + 90000000
        FROM charges GROUP BY network
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'attack', document_key, group_concat(occurred_at, ' '), 1, max(occurred_at) + 90000000
        FROM charges WHERE kind = 'password' AND breadth = 0 GROUP BY document_key
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'credit', network, group_concat(given_at, ' '), 1, max(given_at) + 90000000
        FROM credits GROUP BY network
        """,
        "DROP TABLE limit_events",
        "DROP TABLE limit_subjects",
    ]

    static let talliesPostgres: [Statement] = [
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT kind, subject, string_agg(occurred_at::text, ' '), 1,
            max(occurred_at) + CASE kind WHEN 'guess' THEN 2595600000 ELSE 90000000 END
        FROM limit_events GROUP BY kind, subject
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'document.' || kind, network || document_key, string_agg(occurred_at::text, ' '), 1,
            max(occurred_at) + 90000000
        FROM charges WHERE kind <> 'wrongCode' GROUP BY kind, network, document_key
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'network', network, string_agg(occurred_at::text, ' '), 1, max(occurred_at) + 90000000
        FROM charges GROUP BY network
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'attack', document_key, string_agg(occurred_at::text, ' '), 1, max(occurred_at) + 90000000
        FROM charges WHERE kind = 'password' AND breadth = 0 GROUP BY document_key
        """,
        """
        INSERT INTO limits (kind, subject, tally, version, kept_until)
        SELECT 'credit', network, string_agg(given_at::text, ' '), 1, max(given_at) + 90000000
        FROM credits GROUP BY network
        """,
        "DROP TABLE limit_events",
        "DROP TABLE limit_subjects",
    ]
}
