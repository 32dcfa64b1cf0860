import Foundation
import Storage
import StoragePostgres
import TestDatabases

/// A database on a PostgreSQL server that this process starts, for a broker of its own process.
struct ServedDatabase {
    let database: Database
    /// The environment variables that connect `aldaba serve` to it.
    let settings: [String: String]
    private let port: Int

    static func start() async throws -> ServedDatabase {
        let server = try await PostgresServer.shared
        let configuration = try await server.makeDatabase()
        return ServedDatabase(
            database: Database(driver: PostgresDriver(configuration)),
            settings: [
                "ALDABA_STORAGE_ENGINE": "postgresql", "ALDABA_STORAGE_CONNECTION": configuration.connection,
            ], port: server.port)
    }

    /// The server's processes at this moment. A connection has a process.
    var meters: [ProcessMeter] {
        let root = ProcessMeter.all.first { $0.arguments.contains("-p") && $0.arguments.contains("\(port)") }
        guard let root else { return [] }
        return [root] + ProcessMeter.all.filter { $0.parent == root.identifier }
    }
}
