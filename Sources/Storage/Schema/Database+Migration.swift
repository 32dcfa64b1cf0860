extension Database {
    /// Applies the missing migrations in one transaction.
    ///
    /// When several programs start at once, one migrates. The others wait as long as it takes, and then have nothing to
    /// do. A program also runs on the schema of the next release, one step newer than its own, so that brokers can be
    /// replaced one after the other.
    ///
    /// - Throws: `StorageFault.schemaTooNew` when the schema is newer than that, `.schemaAltered` when an applied
    ///   migration differs from the one of that number in `migrations`.
    @discardableResult
    package func migrate(_ migrations: [Migration] = Schema.migrations) async throws -> SchemaStanding {
        try await changeSchema { connection in
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS migrations (
                    number \(sql: .integer) NOT NULL PRIMARY KEY,
                    name TEXT NOT NULL,
                    checksum TEXT NOT NULL
                )\(sql: .strictTable)
                """)
            let applied = try connection.rows("SELECT number, checksum FROM migrations ORDER BY number")
            let standing = try Self.standing(of: applied, among: migrations)
            for migration in migrations.dropFirst(applied.count) { try apply(migration, on: connection) }
            return standing
        }
    }

    /// - Throws: `StorageFault.schemaTooNew`; `StorageFault.schemaAltered`.
    private static func standing(of applied: [Row], among known: [Migration]) throws -> SchemaStanding {
        let newest = try applied.last?["number"] ?? 0
        guard applied.count <= known.count + 1 else {
            throw StorageFault.schemaTooNew(found: newest, known: known.count)
        }
        for (row, migration) in zip(applied, known) {
            guard try row["number"] == migration.number, try row["checksum"] == migration.checksum else {
                throw StorageFault.schemaAltered(migration: migration.number)
            }
        }
        return applied.count > known.count ? .newer(found: newest, known: known.count) : .current
    }
}

private func apply(_ migration: Migration, on connection: Connection) throws {
    for statement in migration.statements(on: connection.dialect) { try connection.execute(statement) }
    try connection.execute(
        """
        INSERT INTO migrations (number, name, checksum)
        VALUES (\(migration.number), \(migration.name), \(migration.checksum))
        """)
}
