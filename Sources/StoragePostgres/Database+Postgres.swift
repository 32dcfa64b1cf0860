package import Storage

extension Database {
    /// Opens a PostgreSQL database, migrated to this program's schema.
    ///
    /// - Throws: `StorageFault`, `.unavailable` when the server cannot be reached.
    package static func postgres(_ configuration: PostgresConfiguration) async throws -> Database {
        try await Database(driver: PostgresDriver(configuration)).migrated()
    }
}
