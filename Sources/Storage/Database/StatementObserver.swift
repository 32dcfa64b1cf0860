/// A step that a database is about to run or, for `committed`, has just run.
package enum StatementEvent: Sendable, Equatable {
    case begin(Access)
    /// The SQL in the engine's dialect, without its values.
    case statement(String)
    case commit
    case committed
}

/// A function that sees each event before it happens. An error that it throws fails the step. Before `committed` the
/// transaction is rolled back. At `committed` the changes are permanent and the caller gets an error, as when the
/// answer to a commit is lost.
package typealias StatementObserver = @Sendable (StatementEvent) throws -> Void
