import Foundation
import Storage
import TestDatabases
import Testing

struct DatabaseTests {
    private struct Slip: Error, Equatable {}

    /// Creates a database with its own table `t`.
    private func withTable(
        _ engine: TestEngine, _ body: (Database, TestDatabase) async throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                _ = try connection.execute(
                    """
                    CREATE TABLE t (
                        i \(sql: .integer), t TEXT, b \(sql: .bytes), n TEXT NOT NULL DEFAULT '',
                        CONSTRAINT "t.i" UNIQUE (i), CONSTRAINT t_short CHECK (length(t) < 4),
                        CONSTRAINT t_login FOREIGN KEY (t) REFERENCES logins (id)
                    )\(sql: .strictTable)
                    """)
            }
            try await body(test.database, test)
        }
    }

    private func expect(
        rows: Int, in database: Database, at location: SourceLocation = #_sourceLocation
    ) async throws {
        let count = try await database.read { try $0.row("SELECT count(*) AS rows FROM t")?["rows"] as Int? }
        #expect(count == rows, sourceLocation: location)
    }

    @Test(arguments: TestEngine.allCases)
    func `returns every value unchanged`(_ engine: TestEngine) async throws {
        let texts = ["", "'); DROP TABLE t; --", "\u{1}\u{2028}\"?$1:a\\", "Peña Íñigo 👩‍👩‍👧", "e\u{301}é"]
        let blobs: [[UInt8]] = [[], [0], [0, 1, 0, 255], Array(0...255), [UInt8](repeating: 7, count: 100_000)]
        let integers: [Int64] = [0, 1, -1, .max, .min, 1 << 33]
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                try connection.execute(
                    "CREATE TABLE v (i \(sql: .integer), t TEXT, b \(sql: .bytes))\(sql: .strictTable)")
                for text in texts {
                    for blob in blobs {
                        for integer in integers {
                            let row = try connection.row(
                                "INSERT INTO v (i, t, b) VALUES (\(integer), \(text), \(blob)) RETURNING i, t, b")
                            #expect(try row?["i"] == integer)
                            #expect(try (row?["t"] as String?)?.utf8.elementsEqual(text.utf8) == true)
                            #expect(try row?["b"] == blob)
                            #expect(try connection.execute("DELETE FROM v WHERE i = \(integer) AND t = \(text)") == 1)
                        }
                    }
                }
                try connection.execute("INSERT INTO v (i, t, b) VALUES (\(nil as Int?), \(nil as String?), NULL)")
                let row = try connection.row("SELECT i, t, b FROM v")
                let i: Int? = try #require(row)["i"]
                let b: [UInt8]? = try #require(row)["b"]
                #expect(i == nil && b == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `reports a column with a value of another type`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let row = try await test.database.read { try $0.rows("SELECT 1 AS one, CAST(NULL AS TEXT) AS empty") }[0]
            #expect(try row["one"] == 1)
            #expect(throws: StorageFault.corrupted("column one holds an integer, expected String")) {
                try row["one"] as String
            }
            #expect(throws: StorageFault.corrupted("column empty holds NULL, expected String")) {
                try row["empty"] as String
            }
            #expect(throws: StorageFault.corrupted("no column two")) { try row["two"] as Int }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `returns the number of rows that a statement changed`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            try await database.write { (connection) throws in
                #expect(try connection.execute("INSERT INTO t (i) VALUES (1), (2), (3)") == 3)
                #expect(try connection.execute("INSERT INTO t (i) VALUES (1) ON CONFLICT (i) DO NOTHING") == 0)
                #expect(try connection.execute("UPDATE t SET b = NULL WHERE i > 1") == 2)
                #expect(try connection.execute("UPDATE t SET b = NULL WHERE i > 7") == 0)
                #expect(try connection.rows("UPDATE t SET b = NULL WHERE i > 1 RETURNING i").count == 2)
                #expect(try connection.execute("SELECT i FROM t") == 3)
                #expect(try connection.execute("DELETE FROM t WHERE i = 1") == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `rolls back everything when the closure throws`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            await #expect(throws: Slip()) {
                try await database.write { (connection) throws in
                    try connection.execute("INSERT INTO t (i) VALUES (1)")
                    throw Slip()
                }
            }
            try await expect(rows: 0, in: database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `commits nothing after a failed statement whose error the closure ignores`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            await #expect(throws: StorageFault.constraint(.unique("t.i"))) {
                try await database.write { (connection) throws in
                    try connection.execute("INSERT INTO t (i) VALUES (1)")
                    _ = try? connection.execute("INSERT INTO t (i) VALUES (1)")
                    _ = try? connection.execute("INSERT INTO t (i) VALUES (2)")
                }
            }
            try await expect(rows: 0, in: database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `runs enqueued statements in order`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            try await database.write { (connection) throws in
                for number in 1...100 { try connection.enqueue("INSERT INTO t (i) VALUES (\(number))") }
                #expect(try connection.execute("DELETE FROM t WHERE i > 50") == 50)
                try connection.enqueue("INSERT INTO t (i) VALUES (51)")
            }
            try await expect(rows: 51, in: database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `commits nothing when an enqueued statement fails`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            for isLast in [true, false] {
                await #expect(throws: StorageFault.constraint(.unique("t.i"))) {
                    try await database.write { (connection) throws in
                        try connection.execute("INSERT INTO t (i) VALUES (1)")
                        try connection.enqueue("INSERT INTO t (i) VALUES (1)")
                        try connection.enqueue("INSERT INTO t (i) VALUES (2)")
                        if !isLast { try connection.execute("INSERT INTO t (i) VALUES (3)") }
                    }
                }
            }
            try await expect(rows: 0, in: database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `reports the violated constraint`(_ engine: TestEngine) async throws {
        let broken: [(Statement, StorageFault.Constraint)] = [
            ("INSERT INTO t (i) VALUES (1), (1)", .unique("t.i")),
            ("INSERT INTO t (t) VALUES (\("long"))", .check("t_short")),
            ("INSERT INTO t (n) VALUES (\(nil as String?))", .notNull("t.n")),
            ("INSERT INTO t (t) VALUES ('x')", .foreignKey),
            ("INSERT INTO t (i) VALUES (\("text"))", .type),
        ]
        try await withTable(engine) { database, _ in
            for (statement, constraint) in broken {
                await #expect(throws: StorageFault.constraint(constraint)) {
                    try await database.write { try $0.execute(statement) }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `refuses values that one of the engines cannot store`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            await #expect(throws: StorageFault.statement("U+0000 in a text value")) {
                try await database.write { try $0.execute("INSERT INTO t (t) VALUES (\("a\0"))") }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `refuses writes in a read transaction`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            let error = await #expect(throws: StorageFault.self) {
                try await database.read { try $0.execute("INSERT INTO t (i) VALUES (1)") }
            }
            guard case .statement = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await expect(rows: 0, in: database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `reports a malformed statement as a statement fault`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let error = await #expect(throws: StorageFault.self) {
                try await test.database.read { try $0.rows("SELECT nonsense FROM nowhere") }
            }
            guard case .statement = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `reads one snapshot while another program writes`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, test in
            let other = try await test.another()
            // A long read has a thread of its own: a brief one would occupy a thread that the writer's task needs.
            let counts = try await database.read(.long) { connection in
                let before: Int = try connection.row("SELECT count(*) AS rows FROM t")?["rows"] ?? -1
                let written = DispatchSemaphore(value: 0)
                Task {
                    _ = try await other.write { try $0.execute("INSERT INTO t (i) VALUES (1)") }
                    written.signal()
                }
                written.wait()
                return [before, try connection.row("SELECT count(*) AS rows FROM t")?["rows"] ?? -1]
            }
            #expect(counts == [0, 0])
            try await expect(rows: 1, in: database)
            await other.close()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `does not start for a cancelled task`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await database.write { try $0.execute("INSERT INTO t (i) VALUES (1)") }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            try await expect(rows: 0, in: database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `completes a started transaction when the task is cancelled`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            let cancelled = DispatchSemaphore(value: 0)
            let task = Task {
                try await database.write { (connection) throws in
                    beginning.finish()
                    cancelled.wait()
                    return try connection.execute("INSERT INTO t (i) VALUES (1)")
                }
            }
            for await _ in began {}
            task.cancel()
            cancelled.signal()
            #expect(try await task.value == 1)
            try await expect(rows: 1, in: database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `is unavailable once it is closed`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            await database.close()
            for access in [Access.reading, .writing] {
                let error = await #expect(throws: StorageFault.self) {
                    switch access {
                    case .reading: _ = try await database.read { try $0.rows("SELECT i FROM t") }
                    case .writing: _ = try await database.write { try $0.rows("SELECT i FROM t") }
                    }
                }
                guard case .unavailable = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `repeats a transaction after a conflict, a limited number of times`(_ engine: TestEngine) async throws {
        try await withTable(engine) { database, _ in
            let log = StatementLog()
            await #expect(throws: StorageFault.contention("for the test")) {
                try await database.observed(by: log.observer).write { (connection) throws in
                    try connection.execute("INSERT INTO t (i) VALUES (1)")
                    throw StorageFault.contention("for the test")
                }
            }
            #expect(log.statements.count == Database.attempts)
            try await expect(rows: 0, in: database)
        }
    }
}
