import Dispatch
import Storage
import StoragePostgres
import TestAgents
import TestDatabases
import Testing

/// Tests how often a transaction waits for a response of PostgreSQL.
@Suite(.startsProcesses) struct PostgresRoundTripTests {
    /// Passes one connection with a table `t`, after all statements of these tests have run once.
    private func withDriver(_ body: (Database, PostgresDriver) async throws -> Void) async throws {
        var configuration = try await PostgresServer.shared.makeSchema()
        configuration.connections = 1
        let driver = PostgresDriver(configuration)
        let database = Database(driver: driver)
        _ = try await database.write { try $0.execute("CREATE TABLE t (i BIGINT UNIQUE DEFERRABLE)") }
        try await body(database, driver)
        await database.close()
    }

    private func roundTrips(
        _ driver: PostgresDriver, _ work: () async throws -> Void
    ) async throws -> Int {
        let before = driver.roundTrips
        try await work()
        return driver.roundTrips - before
    }

    private static func insert(_ number: Int) -> Statement { "INSERT INTO t (i) VALUES (\(number))" }

    @Test func `a read waits once per statement`() async throws {
        try await withDriver { database, driver in
            for statements in 0...3 {
                let count = try await roundTrips(driver) {
                    try await database.read { connection in
                        for _ in 0..<statements { _ = try connection.rows("SELECT i FROM t") }
                    }
                }
                #expect(count == statements)
            }
        }
    }

    @Test func `a write waits once for each statement whose result is needed, and for the commit`() async throws {
        try await withDriver { database, driver in
            for statements in 0...3 {
                let count = try await roundTrips(driver) {
                    try await database.write { connection in
                        for number in 0..<statements { try connection.execute(Self.insert(10 * statements + number)) }
                    }
                }
                #expect(count == (statements == 0 ? 0 : statements + 1))
            }
        }
    }

    @Test func `statements without a needed result are sent with the next one, or with the commit`() async throws {
        try await withDriver { database, driver in
            let alone = try await roundTrips(driver) {
                try await database.write { connection in
                    for number in 1...3 { try connection.enqueue(Self.insert(number)) }
                }
            }
            let before = try await roundTrips(driver) {
                try await database.write { connection in
                    try connection.enqueue(Self.insert(4))
                    #expect(try connection.rows("SELECT i FROM t").count == 4)
                    try connection.enqueue(Self.insert(5))
                }
            }
            #expect(alone == 1)
            #expect(before == 2)
            let rows = try await database.read { try $0.rows("SELECT i FROM t").count }
            #expect(rows == 5)
        }
    }

    @Test func `keeps its connection after any result of a transaction`() async throws {
        struct Slip: Error {}
        try await withDriver { database, _ in
            func connection() async throws -> Int? {
                try await database.read { try $0.row("SELECT pg_backend_pid() AS pid")?["pid"] }
            }
            let first = try await connection()
            _ = try await database.write { try $0.execute(Self.insert(1)) }
            _ = try? await database.write { try $0.execute(Self.insert(1)) }
            _ = try? await database.write { try $0.enqueue(Self.insert(1)) }
            _ = try? await database.write { try $0.execute("NONSENSE") }
            _ = try? await database.read { try $0.rows("NONSENSE") }
            _ = try? await database.read { try $0.execute(Self.insert(2)) }
            _ = try? await database.write { connection in
                try connection.execute(Self.insert(2))
                throw Slip()
            }
            _ = try? await database.read { connection in
                _ = try connection.rows("SELECT i FROM t")
                throw Slip()
            }
            #expect(try await connection() == first)
            let rows = try await database.read { try $0.rows("SELECT i FROM t").map { try $0["i"] as Int } }
            #expect(rows == [1])
        }
    }

    /// The commit fails in the same exchange that started the transaction.
    @Test func `a deferred constraint fails the transaction`() async throws {
        try await withDriver { database, _ in
            for isEnqueued in [true, false] {
                await #expect(throws: StorageFault.constraint(.unique("t_i_key"))) {
                    try await database.write { connection in
                        try connection.enqueue("SET CONSTRAINTS ALL DEFERRED")
                        for _ in 1...2 {
                            if isEnqueued {
                                try connection.enqueue(Self.insert(1))
                            } else {
                                try connection.execute(Self.insert(1))
                            }
                        }
                    }
                }
            }
            let rows = try await database.read { try $0.rows("SELECT i FROM t").count }
            #expect(rows == 0)
        }
    }
}
