import Foundation
import TestDatabases
import Testing

@testable import Storage

struct SQLiteConnectionTests {
    /// A connection to a file with a table `t`, and the file's path.
    private func withFile(_ body: (SQLiteConnection, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aldaba-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "t.sqlite").path
        let connection = try SQLiteConnection(path: path, .readWrite, busyTimeout: .seconds(5))
        try connection.command("CREATE TABLE t (a INTEGER) STRICT")
        try body(connection, path)
        connection.close()
    }

    @Test func `a read-only connection refuses writes in a write transaction`() throws {
        try withFile { _, path in
            let reader = try SQLiteConnection(path: path, .readOnly, busyTimeout: .seconds(5))
            let error = #expect(throws: StorageFault.self) { try reader.run("INSERT INTO t (a) VALUES (1)", .writing) }
            guard case .unavailable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try reader.run("SELECT a FROM t", .reading).rows.isEmpty)
        }
    }

    @Test func `caches a limited number of prepared statements`() throws {
        try withFile { connection, _ in
            for _ in 0..<3 { _ = try connection.run("SELECT a FROM t", .reading) }
            #expect(connection.preparedStatements == 1)
            var sum: Statement = "1"
            for _ in 0..<(SQLiteConnection.maximumStatements + 10) {
                sum = "\(sql: sum) + 1"
                _ = try connection.run("SELECT \(sql: sum) AS sum", .reading)
                #expect(connection.preparedStatements <= SQLiteConnection.maximumStatements)
            }
        }
    }

    @Test func `sees the columns that another connection adds`() throws {
        try withFile { connection, path in
            func columns() throws -> Int? {
                let row = try connection.run("SELECT * FROM t", .reading).rows.first
                return try row?["b"]
            }
            _ = try connection.run("INSERT INTO t (a) VALUES (1)", .writing)
            #expect(throws: StorageFault.corrupted("no column b")) { try columns() }
            let other = try SQLiteConnection(path: path, .readWrite, busyTimeout: .seconds(5))
            try other.command("ALTER TABLE t ADD COLUMN b INTEGER NOT NULL DEFAULT 7")
            #expect(try columns() == 7)
        }
    }

    @Test(arguments: ["SELECT a FROM t; DELETE FROM t", "", "SELECT \"nonsense\" FROM t"] as [Statement])
    func `refuses anything but one valid statement`(_ statement: Statement) throws {
        try withFile { connection, _ in
            let error = #expect(throws: StorageFault.self) { try connection.run(statement, .writing) }
            guard case .statement = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `refuses a floating-point value`() throws {
        try withFile { connection, _ in
            #expect(throws: StorageFault.corrupted("a floating-point value")) {
                try connection.run("SELECT 1.5 AS a", .reading)
            }
        }
    }

    @Test func `closes at once and releases the file`() throws {
        try withFile { connection, path in
            _ = try connection.run("SELECT a FROM t", .reading)
            try connection.command("PRAGMA journal_mode = WAL")
            _ = try connection.run("INSERT INTO t (a) VALUES (1)", .writing)
            #expect(FileManager.default.fileExists(atPath: path + "-wal"))
            connection.close()
            // The last connection writes the WAL to the database and deletes it.
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        }
    }
}
