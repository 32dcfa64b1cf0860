extension Database {
    /// A database in a file, migrated to this program's schema.
    ///
    /// - Throws: `StorageFault`.
    package static func sqlite(path: String) async throws -> Database {
        let database = Database(driver: try SQLiteDriver(path: path))
        try await database.migrate()
        return database
    }

    /// A database in memory, migrated, for tests and trials; gone with the last reference to it.
    package static func sqliteInMemory() async throws -> Database {
        let database = Database(driver: try SQLiteDriver())
        try await database.migrate()
        return database
    }
}
