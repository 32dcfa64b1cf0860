/// The register: transactions on SQLite or PostgreSQL, one SQL text for both.
///
/// A closure runs synchronously, on a thread that may block, inside one transaction: what it throws rolls the
/// transaction back. It speaks to its connection and does nothing else, because it may run again from the beginning
/// (`attempts`): a PostgreSQL transaction that lost a deadlock, or one whose idle connection had died.
///
/// A task that is cancelled before its turn throws `CancellationError`; once the closure runs, the transaction ends
/// as it would have ended, and the caller learns how.
///
/// - Throws: what the closure throws, or `StorageFault`.
package struct Database: Sendable {
    /// How often a transaction is tried before its contention is told to the caller.
    package static let attempts = 4

    package var dialect: Dialect { driver.dialect }

    private let driver: any DatabaseDriver
    private let observer: StatementObserver?
    private let onEnd: TransactionObserver?

    package init(driver: any DatabaseDriver, observer: StatementObserver? = nil, onEnd: TransactionObserver? = nil) {
        self.driver = driver
        self.observer = observer
        self.onEnd = onEnd
    }

    /// The same database, each statement told to `observer` first. For tests that count or fail statements.
    package func observed(by observer: @escaping StatementObserver) -> Database {
        Database(driver: driver, observer: observer, onEnd: onEnd)
    }

    /// The same database, which tells `onEnd` of each transaction that has ended.
    package func measured(by onEnd: @escaping TransactionObserver) -> Database {
        Database(driver: driver, observer: observer, onEnd: onEnd)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.reading, body)
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await measured(.writing, body)
    }

    /// Lets running transactions end, then gives back files and sockets. Later use throws `StorageFault.unavailable`.
    package func close() async {
        await driver.close()
    }

    private func measured<Value: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        guard let onEnd else { return try await transaction(access, body) }
        let start = ContinuousClock.now
        var fault: StorageFault?
        defer { onEnd(TransactionEvent(access: access, duration: ContinuousClock.now - start, fault: fault)) }
        do {
            return try await transaction(access, body)
        } catch {
            fault = error as? StorageFault
            throw error
        }
    }

    private func transaction<Value: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            try Task.checkCancellation()
            do {
                try observer?(.begin(access))
                let value = try await driver.transaction(access) { [dialect, observer] run in
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
