/// What a database is about to do, or, for `committed`, has just done.
package enum StatementEvent: Sendable, Equatable {
    case begin(Access)
    /// The SQL in the engine's own spelling, without its values.
    case statement(String)
    case commit
    case committed
}

/// Sees each event before it happens. To throw is to fail that step: before `committed` the transaction is rolled
/// back; at `committed` it stands, but its caller sees an error, like a commit whose answer was lost on the way.
package typealias StatementObserver = @Sendable (StatementEvent) throws -> Void
