import Foundation
import Storage
import StoragePostgres
import TestDatabases
import TestFederation

/// An empty database for a row, and how its round trips are counted.
struct MeasuredStorage: Sendable {
    let name: String
    let driver: any DatabaseDriver
    /// How often the server's answer was waited for until now; nil without a server.
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

    /// On a server of this process's own, whose processor time is not counted; nil when none is installed.
    static func postgres() async -> MeasuredStorage? {
        guard let configuration = try? await PostgresServer.shared.makeDatabase() else { return nil }
        let driver = PostgresDriver(configuration)
        return MeasuredStorage(name: "PostgreSQL", driver: driver) { driver.roundTrips }
    }
}
