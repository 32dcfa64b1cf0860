extension Database {
    /// A database in a file, migrated to this program's schema.
    ///
    /// - Throws: `StorageFault`.
    package static func sqlite(path: String) async throws -> Database {
        try await Database(driver: try SQLiteDriver(path: path)).migrated()
    }

    /// A database in memory, migrated, for tests and trials; gone with the last reference to it.
    package static func sqliteInMemory() async throws -> Database {
        try await Database(driver: try SQLiteDriver()).migrated()
    }
}
