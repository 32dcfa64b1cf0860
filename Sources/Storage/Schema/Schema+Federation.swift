extension Schema {
    /// The register of entities, and the IDs of their messages.
    static let federation: [Statement] = [
        """
        CREATE TABLE entities (
            entity_id TEXT NOT NULL,
            source TEXT NOT NULL,
            file_name TEXT,
            xml \(sql: .bytes) NOT NULL,
            added_at \(sql: .integer) NOT NULL,
            revision \(sql: .integer) NOT NULL,
            CONSTRAINT "entities.entity_id" PRIMARY KEY (entity_id),
            CONSTRAINT entities_entity_id CHECK (length(entity_id) BETWEEN 1 AND 1024),
            CONSTRAINT entities_source CHECK (source IN ('folder', 'registered')),
            CONSTRAINT entities_file_name CHECK ((source = 'folder') = (file_name IS NOT NULL))
        )\(sql: .strictTable)
        """,
        // One row. Each change of the register increments the revision first, which locks the row.
        """
        CREATE TABLE entity_register (
            id \(sql: .integer) NOT NULL,
            revision \(sql: .integer) NOT NULL,
            CONSTRAINT "entity_register.id" PRIMARY KEY (id),
            CONSTRAINT entity_register_id CHECK (id = 1)
        )\(sql: .strictTable)
        """,
        "INSERT INTO entity_register (id, revision) VALUES (1, 0)",
        // The key is a digest of issuer and ID, because these can be longer than an index can hold. There is no foreign
        // key to logins: an ID stays used after its login is deleted.
        """
        CREATE TABLE replays (
            message \(sql: .bytes) NOT NULL,
            login_id TEXT NOT NULL,
            until \(sql: .integer) NOT NULL,
            CONSTRAINT "replays.message" PRIMARY KEY (message),
            CONSTRAINT replays_message CHECK (length(message) = 32)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX replays_until ON replays (until)",
    ]
}
