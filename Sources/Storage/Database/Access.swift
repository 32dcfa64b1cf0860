/// What a transaction may do.
package enum Access: Sendable {
    /// One snapshot of the database. A statement that changes data fails.
    case reading
    /// Atomic. On SQLite there is one writer at a time. On PostgreSQL the level is READ COMMITTED, where each statement
    /// sees what was committed before it began: a rule that must hold between writers is one statement, or locks a row
    /// first.
    case writing
}
