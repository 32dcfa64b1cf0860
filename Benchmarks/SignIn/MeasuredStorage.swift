import Foundation
import Storage
import StoragePostgres
import TestDatabases
import TestFederation

/// An empty database for a row, and the counter of its round trips.
struct MeasuredStorage: Sendable {
    let name: String
    let driver: any DatabaseDriver
    /// Returns how often the server's answer was waited for; nil without a server.
    let roundTrips: @Sendable () -> Int?

    static func inMemory() throws -> MeasuredStorage {
        MeasuredStorage(name: "SQLite in memory", driver: try SQLiteDriver()) { nil }
    }

    static func onDisk() throws -> MeasuredStorage {
        let folder = try TemporaryFolder.url(for: "benchmark")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "register.sqlite").path
        return MeasuredStorage(name: "SQLite on disk", driver: try SQLiteDriver(path: file)) { nil }
    }

    /// Returns a database on a server that this process starts. The server's processor time is not counted. Nil when no
    /// server is installed.
    static func postgres() async -> MeasuredStorage? {
        guard let configuration = try? await PostgresServer.shared.makeDatabase() else { return nil }
        let driver = PostgresDriver(configuration)
        return MeasuredStorage(name: "PostgreSQL", driver: driver) { driver.roundTrips }
    }
}
