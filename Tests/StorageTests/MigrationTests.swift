import Storage
import TestDatabases
import Testing

struct MigrationTests {
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
    func `are applied once though many programs start at once`(_ engine: TestEngine) async throws {
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

    @Test(arguments: TestEngine.allCases)
    func `refuse the database of a newer program`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.migrate(Schema.migrations + [further])
            let known = Schema.migrations.count
            await #expect(throws: StorageFault.schemaTooNew(found: known + 1, known: known)) {
                try await test.database.migrate()
            }
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
    func `leave nothing of a step that fails`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let failing = Migration(further.number, "failing", ["CREATE TABLE further (a TEXT)", "CREATE NONSENSE"])
            await #expect(throws: StorageFault.self) {
                try await test.database.migrate(Schema.migrations + [failing])
            }
            try await test.database.migrate(Schema.migrations + [further])
        }
    }
}
