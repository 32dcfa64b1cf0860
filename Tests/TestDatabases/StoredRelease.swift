import Foundation
package import Storage
package import StoragePostgres

/// A database written by an earlier release: its migrations, and the rows of logins in all states.
///
/// The files are in `Releases/`: the rows as SQL for both engines, and facts for their use (cookies, codes, the time of
/// the last row).
package struct StoredRelease: Sendable {
    /// The number of migrations that the release had.
    package let migrations: Int
    package let facts: [String: String]
    private let rows: String

    /// The last release without principals.
    package static var release15: StoredRelease { get throws { try StoredRelease(migrations: 15) } }

    private init(migrations: Int) throws {
        self.migrations = migrations
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Releases")
        rows = try String(contentsOf: folder.appending(path: "release-\(migrations).sql"), encoding: .utf8)
        facts = try JSONDecoder().decode(
            [String: String].self, from: Data(contentsOf: folder.appending(path: "release-\(migrations).json")))
    }

    /// Creates the database, passes it to `body` without new migrations, and deletes it.
    package func with(_ engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
        let database: Database
        let load: () async throws -> Void
        var folder: URL?
        defer { if let folder { try? FileManager.default.removeItem(at: folder) } }
        switch engine {
        case .postgres:
            let configuration = try await PostgresServer.shared.makeSchema()
            database = Database(driver: PostgresDriver(configuration))
            load = { try await PostgresServer.shared.run(rows, over: configuration) }
        case .onDisk, .inMemory:
            let place = FileManager.default.temporaryDirectory.appending(path: "aldaba-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            folder = place
            let path = place.appending(path: "register.sqlite").path
            database = Database(driver: try SQLiteDriver(path: path))
            load = { try await run(rows, inSQLite: path) }
        }
        do {
            try await database.migrate(Array(Schema.migrations.prefix(migrations)))
            try await load()
            try await body(database)
            await database.close()
        } catch {
            await database.close()
            throw error
        }
    }

    private func run(_ sql: String, inSQLite path: String) async throws {
        let script =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.stdin.read()); c.commit()"
        let text = sql.replacing(" OVERRIDING SYSTEM VALUE", with: "")
        try await Subprocess.run("/usr/bin/python3", ["-c", script, path], input: text)
    }
}

extension PostgresServer {
    /// Runs a script with psql, as an operator does.
    ///
    /// Rows with explicit numbers do not advance the sequences, so the sequences are set afterwards.
    package func run(_ script: String, over configuration: PostgresConfiguration) async throws {
        try await Subprocess.run(
            "\(binaries)/psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", configuration.connection],
            input: script.replacing("x'", with: #"'\x"#) + Self.sequences)
    }
}

extension PostgresServer {
    private static let sequences = ["limit_events", "outbox", "audit", "charges"].map {
        "SELECT setval(pg_get_serial_sequence('\($0)', 'id'), (SELECT max(id) FROM \($0)));\n"
    }.joined()
}

/// Runs a program that reads its standard input and must succeed.
enum Subprocess {
    struct Failure: Error {
        let program: String
        let status: Int32
    }

    static func run(_ program: String, _ arguments: [String], input: String) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "aldaba-\(UUID().uuidString).input")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = FileHandle.nullDevice
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else { throw Failure(program: program, status: status) }
    }
}
