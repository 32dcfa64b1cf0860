/// What a transaction may do.
package enum Access: Sendable {
    /// One consistent picture of the database; a statement that changes something fails.
    case reading
    /// All of it or nothing. On SQLite one writer at a time; on PostgreSQL READ COMMITTED, where each statement sees
    /// what was committed before it began: rules that must hold between writers are one statement, or lock a row first.
    case writing
}
