extension Database {
    /// Applies the missing migrations in one transaction.
    ///
    /// Several programs can start at the same time. SQLite has one writer; on PostgreSQL the others wait for an
    /// advisory lock. Then no migration is missing.
    ///
    /// - Throws: `StorageFault.schemaTooNew` when a newer release has migrated the database, `.schemaAltered` when an
    ///   applied migration differs from the one with the same number in `migrations`.
    package func migrate(_ migrations: [Migration] = Schema.migrations) async throws {
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
            guard applied.count <= migrations.count else {
                throw StorageFault.schemaTooNew(
                    found: try applied[applied.count - 1]["number"], known: migrations.count)
            }
            for (row, migration) in zip(applied, migrations) {
                guard try row["number"] == migration.number, try row["checksum"] == migration.checksum else {
                    throw StorageFault.schemaAltered(migration: migration.number)
                }
            }
            for migration in migrations.dropFirst(applied.count) {
                for statement in migration.statements(on: connection.dialect) { try connection.execute(statement) }
                try connection.execute(
                    """
                    INSERT INTO migrations (number, name, checksum)
                    VALUES (\(migration.number), \(migration.name), \(migration.checksum))
                    """)
            }
        }
    }
}
