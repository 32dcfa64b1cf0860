import Foundation

/// SQLite through its C interface: in a file (WAL, one writer beside several readers) or in memory.
///
/// A brief read runs on the calling thread when a connection is free. It takes a few microseconds, less than a change
/// of threads. It waits for no writer (WAL), and for the disk only when a page is not in the system's cache. Writes,
/// and reads in memory, run on the writer's thread.
package final class SQLiteDriver: DatabaseDriver {
    /// The maximum number of concurrent readers of a file. More would only queue for the processor.
    package static let readers = 4

    package let dialect = Dialect.sqlite
    private let writer: SQLiteWriter
    /// Nil in memory, where one connection owns the database.
    private let readers: SQLiteReaders?
    private let gate = TransactionGate()
    private let busyTimeout: Duration

    /// Opens or creates the file, readable by its owner only.
    ///
    /// A commit is on the disk before it is acknowledged (`synchronous = FULL`): a code that was used must not become
    /// valid again after a power failure.
    ///
    /// - Parameter busyTimeout: how long a writer waits for another program's write to end.
    /// - Throws: `StorageFault.unavailable` with the error of the path, `.corrupted` when the file is not a database.
    package init(path: String, busyTimeout: Duration = .seconds(5)) throws(StorageFault) {
        if !FileManager.default.fileExists(atPath: path) {
            // Fails when another program has created the file, or the folder does not exist: opening reports which.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        self.busyTimeout = busyTimeout
        do {
            let connection = try Self.open(path: path, busyTimeout: busyTimeout)
            let readers = try (0..<Self.readers).map { _ in
                try SQLiteConnection(path: path, .readOnly, busyTimeout: .zero)
            }
            self.readers = SQLiteReaders(readers)
            writer = SQLiteWriter(connection)
        } catch {
            switch Self.fault(error) {
            case .unavailable(let cause): throw .unavailable("\(path): \(cause)")
            case .corrupted(let cause): throw .corrupted("\(path): \(cause)")
            case let fault: throw fault
            }
        }
    }

    /// Opens a database in memory that only this object uses. It is deleted with the object.
    package init() throws(StorageFault) {
        busyTimeout = .zero
        do {
            writer = SQLiteWriter(try SQLiteConnection(path: nil, .readWrite, busyTimeout: .zero))
        } catch {
            throw Self.fault(error)
        }
        readers = nil
    }

    deinit {
        writer.stop()
    }

    package func transaction<Value: Sendable>(
        _ access: Access, _ extent: Extent, _ body: @escaping @Sendable (@escaping StatementRunner) throws -> Value
    ) async throws -> Value {
        try gate.enter()
        defer { gate.leave() }
        let run = { @Sendable (connection: SQLiteConnection) throws -> Value in
            try body { statement throws(StorageFault) in try connection.run(statement, access) }
        }
        guard access == .reading, let readers else { return try await write(extent, run) }
        guard extent == .brief, let connection = readers.take() else { return try await read(from: readers, run) }
        // The calling thread does not wait: a reader meets a lock when another program has to recover the WAL.
        do {
            defer { readers.giveBack(connection) }
            return try connection.transaction(.reading, run)
        } catch  where connection.wasBusy {
            return try await read(from: readers, run)
        }
    }

    package func close() async {
        await gate.close()
        readers?.close()
        writer.stop()
        await writer.stopped()
    }

    /// The number of writing transactions that wait for their turn.
    var waitingWriters: Int { writer.waiting }

    private func read<Value: Sendable>(
        from readers: SQLiteReaders, _ run: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            readers.enqueue { [busyTimeout] connection in
                let result = Result {
                    try connection.waiting(for: busyTimeout) { try connection.transaction(.reading, run) }
                }
                return { continuation.resume(with: result) }
            }
        }
    }

    private func write<Value: Sendable>(
        _ extent: Extent, _ run: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            writer.enqueue(
                SQLiteWriter.Job(
                    extent: extent,
                    run: { connection in
                        let value = try run(connection)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) }))
        }
    }

    /// Opens the writer's connection. When two programs open a new file at once, both may change it to WAL; SQLite does
    /// not wait for that lock, so this function does.
    private static func open(path: String, busyTimeout: Duration) throws -> SQLiteConnection {
        let deadline = ContinuousClock.now + busyTimeout
        while true {
            do {
                let connection = try SQLiteConnection(path: path, .readWrite, busyTimeout: busyTimeout)
                try connection.command("PRAGMA journal_mode = WAL")
                try connection.command("PRAGMA synchronous = FULL")
                // Pages that change with each sign-in are copied to the file once in 16 MiB of the WAL, not in 4.
                try connection.command("PRAGMA wal_autocheckpoint = 4000")
                return connection
            } catch let error as SQLiteError where error.isBusy && .now < deadline {
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
    }

    private static func fault(_ error: any Error) -> StorageFault {
        (SQLiteConnection.translated(error) as? StorageFault) ?? .unavailable("\(error)")
    }
}
