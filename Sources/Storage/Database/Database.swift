/// The register: transactions on SQLite or PostgreSQL, one SQL text for both.
///
/// A closure runs synchronously inside one transaction: what it throws rolls the transaction back. It speaks to its
/// connection and does nothing else, for two reasons. It may run on a thread that others wait for: a brief read runs
/// on the calling thread. And it may run again from the beginning: a PostgreSQL transaction that lost a deadlock
/// (`attempts`), or transactions of SQLite that shared a commit which failed.
///
/// A task that is cancelled before its turn throws `CancellationError`; once the closure runs, the transaction ends
/// as it would have ended, and the caller learns how.
///
/// - Throws: what the closure throws, or `StorageFault`.
package struct Database: Sendable {
    /// How often a transaction is tried before its contention is told to the caller.
    package static let attempts = 4

    package var dialect: Dialect { driver.dialect }

    /// As `migrated()` has found it.
    package private(set) var schema = SchemaStanding.current

    private let driver: any DatabaseDriver
    private var observer: StatementObserver?
    private var onEnd: TransactionObserver?

    package init(driver: any DatabaseDriver, observer: StatementObserver? = nil, onEnd: TransactionObserver? = nil) {
        self.driver = driver
        self.observer = observer
        self.onEnd = onEnd
    }

    /// The same database, each statement told to `observer` first. For tests that count or fail statements.
    package func observed(by observer: @escaping StatementObserver) -> Database {
        var database = self
        database.observer = observer
        return database
    }

    /// The same database, which tells `onEnd` of each transaction that has ended.
    package func measured(by onEnd: @escaping TransactionObserver) -> Database {
        var database = self
        database.onEnd = onEnd
        return database
    }

    /// The same database, migrated to this program's schema, and closed when that fails.
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

    /// Reads one consistent picture of the database, with a few statements by key.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.reading, .brief, body)
    }

    /// Reads one consistent picture of the database: `.long` for many rows.
    package func read<Value: Sendable>(
        _ extent: Extent, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.reading, extent, body)
    }

    /// Does all of it or nothing.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.writing, .brief, body)
    }

    /// Changes the schema. All of it or nothing.
    func changeSchema<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.writing, .migration, body)
    }

    /// Lets running transactions end, then gives back files and sockets. Later use throws `StorageFault.unavailable`.
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
