/// Runs one statement on the connection of a transaction.
package typealias StatementRunner = (Statement) throws(StorageFault) -> StatementResult

/// An engine: SQLite here, PostgreSQL in `StoragePostgres`.
package protocol DatabaseDriver: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` in a transaction; commits when it returns, rolls back when it throws. Never cancelled midway.
    ///
    /// `body` may run again when what it did had to be undone for a reason that is not its own. A driver may run a
    /// brief read on the calling thread when nothing has to be waited for; everything else runs off the cooperative
    /// threads.
    ///
    /// - Throws: what `body` throws. `StorageFault.contention` when the transaction did nothing and may be tried again;
    ///   `StorageFault.outcomeUnknown` when the connection was lost while committing.
    func transaction<Value: Sendable>(
        _ access: Access, _ extent: Extent, _ body: @escaping @Sendable (@escaping StatementRunner) throws -> Value
    ) async throws -> Value

    func close() async
}
