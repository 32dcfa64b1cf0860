import Foundation
import GRDB

/// SQLite through GRDB: in a file (WAL, one writer beside many readers) or in memory.
package final class SQLiteDriver: DatabaseDriver {
    /// Readers of one file at the same time; more would only queue for the processor.
    package static let readers = 4

    package let dialect = Dialect.sqlite
    private let writer: any DatabaseWriter
    private let gate = TransactionGate()

    /// Opens the file, or makes it, readable by its owner alone.
    ///
    /// A commit is on the disk before it is acknowledged (`synchronous = FULL`): a code that was used must not be fresh
    /// again after a power cut.
    ///
    /// - Parameter busyTimeout: how long a writer waits for another program to finish writing.
    /// - Throws: `StorageFault.unavailable` with the path's trouble, `.corrupted` when the file is no database.
    package init(path: String, busyTimeout: Duration = .seconds(5)) throws(StorageFault) {
        if !FileManager.default.fileExists(atPath: path) {
            // Fails when another program was faster, or the folder is not there: opening tells which.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        do {
            writer = try Self.open(path: path, busyTimeout: busyTimeout)
        } catch {
            switch StorageFault(sqlite: error) {
            case .unavailable(let cause): throw .unavailable("\(path): \(cause)")
            case .corrupted(let cause): throw .corrupted("\(path): \(cause)")
            case let fault: throw fault
            }
        }
    }

    /// A database of this object's own, gone with it.
    package init() throws(StorageFault) {
        do {
            writer = try DatabaseQueue(configuration: Self.configuration(busyTimeout: .zero))
        } catch {
            throw StorageFault(sqlite: error)
        }
    }

    package func transaction<Value: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (@escaping StatementRunner) throws -> Value
    ) async throws -> Value {
        try gate.enter()
        defer { gate.leave() }
        // The callback forms of GRDB: its async forms interrupt a statement when the task is cancelled, and then
        // nobody knows whether it committed.
        return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            switch access {
            case .reading:
                writer.asyncUnsafeRead { database in
                    continuation.resume(
                        with: Result {
                            let database = try Self.translating { try database.get() }
                            return try Self.transaction(access, on: database, body)
                        })
                }
            case .writing:
                writer.asyncWriteWithoutTransaction { database in
                    continuation.resume(with: Result { try Self.transaction(access, on: database, body) })
                }
            }
        }
    }

    package func close() async {
        await gate.close()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [writer] in
                try? writer.close()
                continuation.resume()
            }
        }
    }
}

extension SQLiteDriver {
    private static func configuration(busyTimeout: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = readers
        configuration.label = "aldaba.sqlite"
        return configuration
    }

    /// Two programs that open a new file at once may meet while it is turned to WAL, where SQLite does not wait.
    private static func open(path: String, busyTimeout: Duration) throws -> DatabasePool {
        let deadline = ContinuousClock.now + busyTimeout
        while true {
            do {
                let pool = try DatabasePool(path: path, configuration: configuration(busyTimeout: busyTimeout))
                // The pool has just set NORMAL for its writer.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                return pool
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && .now < deadline {
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
    }

    private static func transaction<Value>(
        _ access: Access, on database: GRDB.Database, _ body: (@escaping StatementRunner) throws -> Value
    ) throws -> Value {
        try translating { try database.beginTransaction(access == .writing ? .immediate : .deferred) }
        do {
            let value = try body { statement throws(StorageFault) in try run(statement, access, on: database) }
            try translating { try database.commit() }
            return value
        } catch {
            // Some errors (a full disk) have rolled back already.
            if database.isInsideTransaction { try? database.rollback() }
            throw error
        }
    }

    private static func run(
        _ statement: Statement, _ access: Access, on database: GRDB.Database
    ) throws(StorageFault) -> StatementResult {
        try translating {
            let prepared = try database.cachedStatement(sql: statement.sql(.sqlite))
            guard prepared.isReadonly || access == .writing else {
                throw StorageFault.statement("it writes, in a transaction that only reads")
            }
            prepared.arguments = try StatementArguments(statement.values.map(argument))
            let columns = prepared.columnNames
            let cursor = try GRDB.Row.fetchCursor(prepared)
            var rows: [[StoredValue]] = []
            while let row = try cursor.next() {
                rows.append(try columns.indices.map { try value(row[$0] as DatabaseValue) })
            }
            let count = prepared.isReadonly ? rows.count : database.changesCount
            return StatementResult(columns: columns, rows: rows, count: count)
        }
    }

    private static func argument(_ value: StoredValue) throws -> DatabaseValue {
        switch value {
        case .null: return .null
        case .integer(let integer): return integer.databaseValue
        case .text(let text):
            guard !text.utf8.contains(0) else { throw StorageFault.statement("U+0000 in a text value") }
            return text.databaseValue
        case .bytes(let bytes): return Data(bytes).databaseValue
        }
    }

    private static func value(_ value: DatabaseValue) throws -> StoredValue {
        switch value.storage {
        case .null: .null
        case .int64(let integer): .integer(integer)
        case .string(let text): .text(text)
        case .blob(let data): .bytes([UInt8](data))
        case .double: throw StorageFault.corrupted("a floating-point value")
        }
    }

    private static func translating<Value>(_ work: () throws -> Value) throws(StorageFault) -> Value {
        do {
            return try work()
        } catch {
            throw StorageFault(sqlite: error)
        }
    }
}
