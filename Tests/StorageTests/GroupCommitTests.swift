import Dispatch
import Foundation
import Synchronization
import TestDatabases
import Testing

@testable import Storage

/// Tests that waiting writers of SQLite share one commit, and that each transaction stays atomic.
struct GroupCommitTests {
    private struct Slip: Error, Equatable {}

    /// A file with a table `t`, its driver, and a second connection that sees only committed rows.
    private struct Fixture {
        let driver: SQLiteDriver
        let database: Database
        let other: Database

        func rows() async throws -> [Int] {
            try await other.read { try $0.rows("SELECT i FROM t ORDER BY i").map { try $0["i"] } }
        }
    }

    private func withFixture(_ body: (Fixture) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aldaba-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "register.sqlite").path
        let driver = try SQLiteDriver(path: path)
        let database = Database(driver: driver)
        _ = try await database.write { connection in
            try connection.execute(
                """
                CREATE TABLE t (
                    i INTEGER UNIQUE, b BLOB,
                    parent INTEGER REFERENCES t (i) DEFERRABLE INITIALLY DEFERRED
                ) STRICT
                """)
        }
        let other = Database(driver: try SQLiteDriver(path: path))
        try await body(Fixture(driver: driver, database: database, other: other))
        await other.close()
        await database.close()
    }

    /// Runs `body` while a transaction blocks the writing thread. All transactions that `body` starts are then in one
    /// commit.
    private func holding<Value: Sendable>(
        _ fixture: Fixture, _ body: () async throws -> Value
    ) async throws -> Value {
        let release = DispatchSemaphore(value: 0)
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        async let held: Void = fixture.database.write { _ in
            beginning.finish()
            release.wait()
        }
        for await _ in began {}
        let value = try await body()
        release.signal()
        try await held
        return value
    }

    /// Starts a transaction, and returns when it waits.
    private func start(
        _ fixture: Fixture, on database: Database? = nil, _ closure: @escaping @Sendable (Connection) throws -> Void
    ) async -> Task<Void, any Error> {
        let waiting = fixture.driver.waitingWriters
        let task = Task { try await (database ?? fixture.database).write(closure) }
        while fixture.driver.waitingWriters == waiting { await Task.yield() }
        return task
    }

    /// Runs closures in one commit, in order.
    private func together(
        _ fixture: Fixture, _ closures: [@Sendable (Connection) throws -> Void]
    ) async throws -> [Result<Void, any Error>] {
        let tasks = try await holding(fixture) {
            var tasks: [Task<Void, any Error>] = []
            for closure in closures { tasks.append(await start(fixture, closure)) }
            return tasks
        }
        var results: [Result<Void, any Error>] = []
        for task in tasks { results.append(await task.result) }
        return results
    }

    private static func insert(_ number: Int) -> @Sendable (Connection) throws -> Void {
        { try $0.execute("INSERT INTO t (i) VALUES (\(number))") }
    }

    @Test func `a transaction that throws rolls back only itself`() async throws {
        try await withFixture { fixture in
            let results = try await together(
                fixture,
                [
                    Self.insert(1),
                    { connection in
                        try connection.execute("INSERT INTO t (i) VALUES (2)")
                        throw Slip()
                    },
                    Self.insert(3),
                ])
            #expect(throws: Slip()) { try results[1].get() }
            try results[0].get()
            try results[2].get()
            #expect(try await fixture.rows() == [1, 3])
        }
    }

    @Test func `a transaction that violates a constraint rolls back only itself`() async throws {
        try await withFixture { fixture in
            let results = try await together(
                fixture,
                [
                    Self.insert(1),
                    { connection in
                        try connection.execute("INSERT INTO t (i) VALUES (2)")
                        _ = try? connection.execute("INSERT INTO t (i) VALUES (1)")
                    },
                    Self.insert(3),
                ])
            #expect(throws: StorageFault.constraint(.unique("t.i"))) { try results[1].get() }
            #expect(try await fixture.rows() == [1, 3])
        }
    }

    @Test func `no transaction is acknowledged before the commit`() async throws {
        try await withFixture { fixture in
            let isAcknowledged = Mutex(false)
            let (ran, running) = AsyncStream.makeStream(of: Void.self)
            let release = DispatchSemaphore(value: 0)
            let (first, second) = try await holding(fixture) {
                let first = await start(fixture, Self.insert(1))
                let second = await start(fixture) { connection in
                    running.finish()
                    release.wait()
                    try connection.execute("INSERT INTO t (i) VALUES (2)")
                }
                return (first, second)
            }
            let watching = Task {
                try await first.value
                isAcknowledged.withLock { $0 = true }
            }
            for await _ in ran {}
            #expect(try await fixture.rows() == [])
            #expect(!isAcknowledged.withLock { $0 })
            release.signal()
            _ = try await (watching.value, second.value)
            #expect(try await fixture.rows() == [1, 2])
        }
    }

    /// A constraint that is checked at the commit: the commit fails because of one transaction.
    @Test func `only the transaction that violates a deferred constraint fails`() async throws {
        try await withFixture { fixture in
            let results = try await together(
                fixture,
                [
                    Self.insert(1), { try $0.execute("INSERT INTO t (i, parent) VALUES (2, 77)") },
                    Self.insert(3),
                ])
            #expect(throws: StorageFault.constraint(.foreignKey)) { try results[1].get() }
            try results[0].get()
            try results[2].get()
            #expect(try await fixture.rows() == [1, 3])
        }
    }

    @Test func `a transaction that failed because of a rolled-back one is repeated`() async throws {
        try await withFixture { fixture in
            let results = try await together(
                fixture,
                [
                    { try $0.execute("INSERT INTO t (i, parent) VALUES (2, 77)") },
                    { connection in
                        guard try connection.rows("SELECT i FROM t").isEmpty else { throw Slip() }
                        try connection.execute("INSERT INTO t (i) VALUES (3)")
                    },
                ])
            #expect(throws: StorageFault.constraint(.foreignKey)) { try results[0].get() }
            try results[1].get()
            #expect(try await fixture.rows() == [3])
        }
    }

    /// SQLite rolls back everything when the disk is full, also the savepoints.
    @Test func `a transaction without disk space fails and the others are committed`() async throws {
        try await withFixture { fixture in
            let pages = try await fixture.database.write { try $0.row("PRAGMA page_count")?["page_count"] as Int? ?? 0 }
            #expect(pages > 0)
            let results = try await together(
                fixture,
                [
                    Self.insert(1),
                    { connection in
                        // SQLite uses the current size as the minimum.
                        try connection.execute("PRAGMA max_page_count = 1")
                        try connection.execute(
                            "INSERT INTO t (i, b) VALUES (2, \([UInt8](repeating: 1, count: 100_000)))")
                    },
                    { connection in
                        try connection.execute("PRAGMA max_page_count = 1000000")
                        try connection.execute("INSERT INTO t (i) VALUES (3)")
                    },
                ])
            let error = #expect(throws: StorageFault.self) { try results[1].get() }
            guard case .unavailable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try results[0].get()
            try results[2].get()
            #expect(try await fixture.rows() == [1, 3])
        }
    }

    /// The steps are the statement, the commit and the acknowledged commit. A failure at the last step comes after the
    /// commit.
    @Test(arguments: 2...4)
    func `a failed step fails only its own transaction`(_ step: Int) async throws {
        try await withFixture { fixture in
            let log = StatementLog(failing: step)
            let tasks = try await holding(fixture) {
                [
                    await start(fixture, Self.insert(1)),
                    await start(fixture, on: fixture.database.observed(by: log.observer), Self.insert(2)),
                    await start(fixture, Self.insert(3)),
                ]
            }
            try await tasks[0].value
            await #expect(throws: StatementLog.Failure()) { try await tasks[1].value }
            try await tasks[2].value
            #expect(try await fixture.rows() == (step == 4 ? [1, 2, 3] : [1, 3]))
        }
    }

    @Test func `each of many transactions is written once`() async throws {
        try await withFixture { fixture in
            _ = try await race(300, on: [fixture.database]) { connection, number in
                try connection.execute("INSERT INTO t (i) VALUES (\(number))")
            }
            #expect(try await fixture.rows() == Array(0..<300))
        }
    }
}
