/// Runs one statement on the connection of a transaction.
package typealias StatementRunner = (Statement) throws(StorageFault) -> StatementResult

/// A database engine: SQLite in this target, PostgreSQL in `StoragePostgres`.
package protocol DatabaseDriver: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws. A running transaction is never
    /// cancelled.
    ///
    /// `body` may run again when its changes were rolled back for a reason outside it. A driver may run a brief read on
    /// the calling thread when it does not have to wait; everything else runs outside the cooperative pool.
    ///
    /// - Throws: `body`'s error. `StorageFault.contention` when the transaction changed nothing and may be tried again;
    ///   `StorageFault.outcomeUnknown` when the connection was lost while committing.
    func transaction<Value: Sendable>(
        _ access: Access, _ extent: Extent, _ body: @escaping @Sendable (@escaping StatementRunner) throws -> Value
    ) async throws -> Value

    func close() async
}
