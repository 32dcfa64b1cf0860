extension Database {
    /// Opens a database in a file, migrated to this program's schema.
    ///
    /// - Throws: `StorageFault`.
    package static func sqlite(path: String) async throws -> Database {
        try await Database(driver: try SQLiteDriver(path: path)).migrated()
    }

    /// Opens a migrated database in memory, for tests and trials. It is deleted with the last reference to it.
    package static func sqliteInMemory() async throws -> Database {
        try await Database(driver: try SQLiteDriver()).migrated()
    }
}
