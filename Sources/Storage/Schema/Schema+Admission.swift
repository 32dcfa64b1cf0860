extension Schema {
    /// The charges and credits of networks for attempts. Networks and documents are keyed hashes, so the tables
    /// identify no person.
    static let admission: [Statement] = [
        "ALTER TABLE challenges ADD COLUMN is_genuine \(sql: .integer) NOT NULL DEFAULT 0",
        "ALTER TABLE persons ADD COLUMN language TEXT",
        // One row for each attempt and each network of its source, with breadth 0 for the narrowest network. Deleted
        // when the same login proves the document.
        """
        CREATE TABLE charges (
            id \(sql: .serialKey),
            network \(sql: .bytes) NOT NULL,
            breadth \(sql: .integer) NOT NULL,
            kind TEXT NOT NULL,
            document_key \(sql: .bytes) NOT NULL,
            login_id TEXT NOT NULL,
            occurred_at \(sql: .integer) NOT NULL
        )\(sql: .strictTable)
        """,
        "CREATE INDEX charges_network ON charges (network, occurred_at)",
        "CREATE INDEX charges_document_key ON charges (document_key, occurred_at)",
        "CREATE INDEX charges_login_id ON charges (login_id)",
        "CREATE INDEX charges_occurred_at ON charges (occurred_at)",
        // One row for each pair of network and document that signed in, regardless of how often.
        """
        CREATE TABLE credits (
            network \(sql: .bytes) NOT NULL,
            document_key \(sql: .bytes) NOT NULL,
            given_at \(sql: .integer) NOT NULL,
            CONSTRAINT "credits.network" PRIMARY KEY (network, document_key)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX credits_given_at ON credits (given_at)",
        "DROP TABLE password_attempts",
    ]
}
