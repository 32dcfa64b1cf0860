/// The database: runs transactions on SQLite or PostgreSQL, with the same SQL for both.
///
/// A closure runs synchronously inside one transaction. An error that it throws rolls the transaction back. It must use
/// its connection and nothing else, for two reasons. It may run on a thread for which other tasks wait: a brief read
/// runs on the calling thread. And it may run again from the beginning: after a deadlock on PostgreSQL (`attempts`),
/// or when a commit that several SQLite transactions shared fails.
///
/// A task that is cancelled before its closure starts throws `CancellationError`. Once the closure runs, cancellation
/// has no effect, and the caller gets the result.
///
/// - Throws: the closure's error, or `StorageFault`.
package struct Database: Sendable {
    /// How often a transaction is tried before its contention is reported to the caller.
    package static let attempts = 4

    package var dialect: Dialect { driver.dialect }

    /// The state of the schema, as `migrated()` found it.
    package private(set) var schema = SchemaStanding.current

    private let driver: any DatabaseDriver
    private var observer: StatementObserver?
    private var onEnd: TransactionObserver?

    package init(driver: any DatabaseDriver, observer: StatementObserver? = nil, onEnd: TransactionObserver? = nil) {
        self.driver = driver
        self.observer = observer
        self.onEnd = onEnd
    }

    /// Returns the same database with an observer that sees each statement before it runs. For tests that count or fail
    /// statements.
    package func observed(by observer: @escaping StatementObserver) -> Database {
        var database = self
        database.observer = observer
        return database
    }

    /// Returns the same database, which calls `onEnd` after each transaction.
    package func measured(by onEnd: @escaping TransactionObserver) -> Database {
        var database = self
        database.onEnd = onEnd
        return database
    }

    /// Migrates the database to this program's schema and returns it. Closes it when that fails.
    ///
    /// - Throws: `StorageFault`, as `migrate` does.
    package func migrated() async throws -> Database {
        var database = self
        do {
            database.schema = try await migrate()
        } catch {
            await close()
            throw error
        }
        return database
    }

    /// Reads from one snapshot of the database, with a few statements by key.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.reading, .brief, body)
    }

    /// Reads from one snapshot of the database: `.long` for many rows.
    package func read<Value: Sendable>(
        _ extent: Extent, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.reading, extent, body)
    }

    /// Runs an atomic change.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.writing, .brief, body)
    }

    /// Changes the schema atomically.
    func changeSchema<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.writing, .migration, body)
    }

    /// Waits for the running transactions, then closes files and sockets. Later use throws `StorageFault.unavailable`.
    package func close() async {
        await driver.close()
    }

    private func measured<Value: Sendable>(
        _ access: Access, _ extent: Extent, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        guard let onEnd else { return try await transaction(access, extent, body) }
        let start = ContinuousClock.now
        var fault: StorageFault?
        defer { onEnd(TransactionEvent(access: access, duration: ContinuousClock.now - start, fault: fault)) }
        do {
            return try await transaction(access, extent, body)
        } catch {
            fault = error as? StorageFault
            throw error
        }
    }

    private func transaction<Value: Sendable>(
        _ access: Access, _ extent: Extent, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            try Task.checkCancellation()
            do {
                try observer?(.begin(access))
                let value = try await driver.transaction(access, extent) { [dialect, observer] run in
                    let connection = Connection(dialect: dialect, observer: observer, run: run)
                    defer { connection.close() }
                    let value = try body(connection)
                    try connection.finish()
                    if access == .writing { try observer?(.commit) }
                    return value
                }
                if access == .writing { try observer?(.committed) }
                return value
            } catch StorageFault.contention where attempt < Self.attempts {
                attempt += 1
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(5 << attempt))))
            }
        }
    }
}
