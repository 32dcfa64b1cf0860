/// The statements of one transaction. Valid inside the closure that received it, and on its thread.
///
/// After a statement has failed, every later one fails too and nothing is committed, even when the closure catches the
/// error: PostgreSQL has it so, and SQLite follows, that both behave alike.
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

    /// Runs a statement for its effect.
    ///
    /// - Returns: how many rows it inserted, changed or deleted.
    @discardableResult
    package func execute(_ statement: Statement) throws -> Int {
        try result(of: statement).count
    }

    /// Runs a statement for its effect alone, at the latest before the transaction is committed.
    ///
    /// On PostgreSQL it travels with the next statement, or with the commit, and saves its round trip. So its fault may
    /// come with those, and fails the transaction like any other.
    package func enqueue(_ statement: Statement) throws {
        _ = try result(of: statement.deferrable())
    }

    /// The rows of a SELECT, or of a RETURNING.
    package func rows(_ statement: Statement) throws -> [Row] {
        try result(of: statement).rows
    }

    /// The only row, or none.
    ///
    /// - Throws: `StorageFault.corrupted` when there are several: the statement's WHERE was believed to be a key.
    package func row(_ statement: Statement) throws -> Row? {
        let rows = try rows(statement)
        guard rows.count < 2 else {
            return try fail(StorageFault.corrupted("\(rows.count) rows where one was expected"))
        }
        return rows.first
    }

    /// Called at the end of the transaction: a failure that was caught is a failure still.
    func finish() throws {
        if let failure { throw failure }
    }

    /// The transaction is over, and with it this object.
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
