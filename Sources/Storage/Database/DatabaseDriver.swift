/// Runs one statement on the connection of a transaction.
package typealias StatementRunner = (Statement) throws(StorageFault) -> StatementResult

/// An engine: SQLite here, PostgreSQL in `StoragePostgres`.
package protocol DatabaseDriver: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` once in a transaction, off the cooperative threads; commits when it returns, rolls back when it
    /// throws. Never cancelled midway.
    ///
    /// - Throws: what `body` throws. `StorageFault.contention` when the transaction did nothing and may be tried again;
    ///   `StorageFault.outcomeUnknown` when the connection was lost while committing.
    func transaction<Value: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (@escaping StatementRunner) throws -> Value
    ) async throws -> Value

    func close() async
}
