/// Runs the statements of one transaction. Valid only inside the closure that received it, and on its thread.
///
/// After a statement has failed, every later one fails too and nothing is committed, even when the closure catches the
/// error. PostgreSQL works this way, and SQLite does the same so that both engines agree.
package final class Connection {
    package let dialect: Dialect

    private let observer: StatementObserver?
    private let run: StatementRunner
    private var failure: (any Error)?

    init(dialect: Dialect, observer: StatementObserver?, run: @escaping StatementRunner) {
        self.dialect = dialect
        self.observer = observer
        self.run = run
    }

    /// Runs a statement that returns no rows.
    ///
    /// - Returns: how many rows it inserted, changed or deleted.
    @discardableResult
    package func execute(_ statement: Statement) throws -> Int {
        try result(of: statement).count
    }

    /// Runs a statement whose result is not needed, at the latest before the transaction is committed.
    ///
    /// On PostgreSQL it is sent with the next statement, or with the commit, and saves its round trip. Its fault may be
    /// thrown by a later statement or by the commit, and fails the transaction like any other.
    package func enqueue(_ statement: Statement) throws {
        _ = try result(of: statement.deferrable())
    }

    /// Returns the rows of a SELECT, or of a RETURNING clause.
    package func rows(_ statement: Statement) throws -> [Row] {
        try result(of: statement).rows
    }

    /// Returns the only row, or nil for no row.
    ///
    /// - Throws: `StorageFault.corrupted` when there are several rows: the statement's WHERE clause is not a key.
    package func row(_ statement: Statement) throws -> Row? {
        let rows = try rows(statement)
        guard rows.count < 2 else {
            return try fail(StorageFault.corrupted("\(rows.count) rows where one was expected"))
        }
        return rows.first
    }

    /// Throws when a statement failed, even if the closure caught the error. Called at the end of the transaction.
    func finish() throws {
        if let failure { throw failure }
    }

    /// Invalidates this object at the end of the transaction.
    func close() {
        failure = StorageFault.statement("a connection was used after its transaction")
    }

    private func result(of statement: Statement) throws -> StatementResult {
        if let failure { throw failure }
        do {
            try observer?(.statement(statement.sql(dialect)))
            return try run(statement)
        } catch {
            return try fail(error)
        }
    }

    private func fail<Value>(_ error: any Error) throws -> Value {
        failure = error
        throw error
    }
}
