import Dispatch
import Foundation
import Storage
import StoragePostgres
import TestAgents
import TestDatabases
import Testing

@Suite(.startsProcesses) struct MigrationTests {
    private let further = Migration(
        Schema.migrations.count + 1, "further", ["CREATE TABLE further (a TEXT)", "INSERT INTO further VALUES ('x')"])

    @Test func `are numbered without gaps`() {
        #expect(Schema.migrations.map(\.number) == Array(1...Schema.migrations.count))
    }

    @Test(arguments: TestEngine.allCases)
    func `are applied once`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.migrate(Schema.migrations + [further])
            try await test.database.migrate(Schema.migrations + [further])
            let rows = try await test.database.read { try $0.rows("SELECT a FROM further") }
            #expect(rows.count == 1)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `are applied once when many programs start at the same time`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            var programs = [test.database]
            for _ in 0..<3 { programs.append(try await test.another()) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for program in programs + programs {
                    group.addTask { try await program.migrate(Schema.migrations + [further]) }
                }
                try await group.waitForAll()
            }
            for program in programs.dropFirst() { await program.close() }
            let rows = try await test.database.read { try $0.rows("SELECT a FROM further") }
            #expect(rows.count == 1)
        }
    }

    /// Brokers are replaced one after another: old ones run at the same time as the first new one.
    @Test(arguments: TestEngine.allCases)
    func `accept the schema of the next release and change nothing`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            #expect(try await test.database.migrate() == .current)
            #expect(try await test.database.migrate(Schema.migrations + [further]) == .current)
            let known = Schema.migrations.count
            #expect(try await test.database.migrate() == .newer(found: known + 1, known: known))
            #expect(try await test.another().schema == .newer(found: known + 1, known: known) || engine == .inMemory)
            try await test.database.write { try LoginStore($0).insert(.sample()) }
            #expect(try await test.database.migrate(Schema.migrations + [further]) == .current)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `refuse the schema of the release after the next`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let known = Schema.migrations.count
            let later = Migration(known + 2, "later", ["CREATE TABLE later (a TEXT)"])
            try await test.database.migrate(Schema.migrations + [further, later])
            await #expect(throws: StorageFault.schemaTooNew(found: known + 2, known: known)) {
                try await test.database.migrate()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `refuse an edited step under the schema of the next release`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.migrate(Schema.migrations + [further])
            let last = Schema.migrations.count
            let edited =
                Array(Schema.migrations.dropLast()) + [Migration(last, "edited", ["CREATE TABLE edited (a TEXT)"])]
            await #expect(throws: StorageFault.schemaAltered(migration: last)) {
                try await test.database.migrate(edited)
            }
        }
    }

    @Test func `are applied once when many programs start on an empty PostgreSQL database`() async throws {
        let configuration = try await PostgresServer.shared.makeSchema()
        try await startTogether { try await Database.postgres(configuration) }
    }

    @Test func `are applied once when many programs start on an empty SQLite file`() async throws {
        try await withFile { path in try await startTogether { try await Database.sqlite(path: path) } }
    }

    @Test func `on PostgreSQL wait for another program longer than a request waits`() async throws {
        var configuration = try await PostgresServer.shared.makeDatabase()
        let outside = try await Database.postgres(configuration)
        configuration.lockTimeout = .milliseconds(1)
        let slow = Migration(further.number, "slow", ["SELECT 1 AS held FROM pg_advisory_xact_lock(42)"])
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let release = DispatchSemaphore(value: 0)
        async let held: Void = outside.write { connection in
            try connection.execute("SELECT 1 AS held FROM pg_advisory_xact_lock(42)")
            beginning.finish()
            release.wait()
        }
        for await _ in began {}
        let programs = (0..<2).map { _ in Database(driver: PostgresDriver(configuration)) }
        let starts = programs.map { program in Task { try await program.migrate(Schema.migrations + [slow]) } }
        // One migration waits for the other, which waits for the held lock.
        var waiting = 0
        for _ in 0..<20_000 where waiting < starts.count {
            waiting = try await outside.read { connection in
                try connection.row(
                    """
                    SELECT count(*) AS waiting FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
                    WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()
                    """)?["waiting"] ?? 0
            }
        }
        #expect(waiting == starts.count)
        release.signal()
        try await held
        for start in starts { #expect(try await start.value == .current) }
        for program in programs { await program.close() }
        await outside.close()
    }

    @Test func `on PostgreSQL have no statement timeout, and requests keep theirs`() async throws {
        let settings: Statement =
            "SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l"
        let step = Migration(further.number, "settings", ["CREATE TABLE further AS \(sql: settings)"])
        try await TestDatabase.with(.postgres) { test in
            try await test.database.migrate(Schema.migrations + [step])
            let (during, after) = try await test.database.read { connection in
                (try connection.row("SELECT s, l FROM further"), try connection.row(settings))
            }
            #expect(try [during?["s"], during?["l"]] == ["0", "0"] as [String?])
            #expect(try [after?["s"], after?["l"]] == ["1min", "1min"] as [String?])
        }
    }

    @Test func `on SQLite wait for another program longer than a request waits`() async throws {
        try await withFile { path in
            let holder = try await Database.sqlite(path: path)
            let impatient = { Database(driver: try SQLiteDriver(path: path, busyTimeout: .milliseconds(20))) }
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            let release = DispatchSemaphore(value: 0)
            async let held: Void = holder.write { _ in
                beginning.finish()
                release.wait()
            }
            for await _ in began {}
            let (started, starting) = AsyncStream.makeStream(of: Void.self)
            let program = try impatient()
            let start = Task {
                try await program.observed { _ in starting.finish() }.migrate(Schema.migrations + [further])
            }
            for await _ in started {}
            let other = try impatient()
            for _ in 0..<3 {
                await #expect(throws: StorageFault.self) {
                    try await other.write { try $0.execute("DELETE FROM logins") }
                }
            }
            release.signal()
            try await held
            #expect(try await start.value == .current)
            for database in [holder, program, other] { await database.close() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `refuse a step that was edited after it was applied`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.migrate(Schema.migrations + [further])
            let edited = Migration(further.number, further.name, ["CREATE TABLE further (a TEXT NOT NULL)"])
            await #expect(throws: StorageFault.schemaAltered(migration: further.number)) {
                try await test.database.migrate(Schema.migrations + [edited])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `roll back a failed step`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let failing = Migration(further.number, "failing", ["CREATE TABLE further (a TEXT)", "CREATE NONSENSE"])
            await #expect(throws: StorageFault.self) {
                try await test.database.migrate(Schema.migrations + [failing])
            }
            try await test.database.migrate(Schema.migrations + [further])
        }
    }

    private func startTogether(_ open: @escaping @Sendable () async throws -> Database) async throws {
        let programs = try await withThrowingTaskGroup(of: Database.self) { group in
            for _ in 0..<4 { group.addTask { try await open() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for program in programs {
            let rows = try await program.read { try $0.rows("SELECT number FROM migrations ORDER BY number") }
            #expect(try rows.map { try $0["number"] as Int } == Array(1...Schema.migrations.count))
            await program.close()
        }
    }

    private func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aldaba-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "register.sqlite").path)
    }
}
