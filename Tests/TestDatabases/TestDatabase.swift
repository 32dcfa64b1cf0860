import Foundation
package import Storage
import StoragePostgres

/// The engines that every store must support.
package enum TestEngine: String, CaseIterable, Sendable {
    case inMemory = "SQLite in memory"
    case onDisk = "SQLite on disk"
    case postgres = "PostgreSQL"

    /// The engines that several connections or programs can share.
    package static let shared: [TestEngine] = [.onDisk, .postgres]
}

/// An empty, migrated database for one test.
package struct TestDatabase: Sendable {
    package let database: Database
    private let open: @Sendable () async throws -> Database

    /// Returns another `Database` with the same data, as another broker has it.
    package func another() async throws -> Database {
        try await open()
    }

    /// Creates a database, passes it to `body`, and deletes it.
    package static func with(
        _ engine: TestEngine, _ body: (TestDatabase) async throws -> Void
    ) async throws {
        switch engine {
        case .inMemory:
            let database = try await Database.sqliteInMemory()
            try await use(TestDatabase(database: database, open: { database }), body)
        case .onDisk:
            let folder = FileManager.default.temporaryDirectory.appending(path: "aldaba-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appending(path: "register.sqlite").path
            let open = { @Sendable in try await Database.sqlite(path: path) }
            try await use(TestDatabase(database: open(), open: open), body)
        case .postgres:
            let configuration = try await PostgresServer.shared.makeSchema()
            let open = { @Sendable in try await Database.postgres(configuration) }
            try await use(TestDatabase(database: open(), open: open), body)
        }
    }

    private static func use(
        _ test: TestDatabase, _ body: (TestDatabase) async throws -> Void
    ) async throws {
        do {
            try await body(test)
            await test.database.close()
        } catch {
            await test.database.close()
            throw error
        }
    }
}
