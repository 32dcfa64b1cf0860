/// Why the database did not do what it was told: the machine's fault, or our own, never a person's slip.
///
/// Messages name tables, columns and causes, never a value: they may be logged.
package enum StorageFault: Error, Hashable, Sendable {
    /// No connection, no disk, closed, or not within the time allowed. Nothing was changed.
    case unavailable(String)
    /// Others were in the way (locks, deadlock); tried again by `Database` before it is told. Nothing was changed.
    case contention(String)
    /// The connection was lost while the transaction was being committed: all of it stands, or nothing. What happens
    /// once is told apart by its row when it is tried again.
    case outcomeUnknown(String)
    /// The schema refused. Nothing was changed.
    case constraint(Constraint)
    /// What the database holds is not what the schema says, or its file is damaged.
    case corrupted(String)
    /// The database was migrated by a program that is more than one release newer than this one.
    case schemaTooNew(found: Int, known: Int)
    /// A migration that was applied differs from the one this program has under the same number.
    case schemaAltered(migration: Int)
    /// The statement is wrong: our mistake.
    case statement(String)

    /// A rule of the schema, by one name in both engines.
    package enum Constraint: Hashable, Sendable {
        /// `table.column`; of several columns the first.
        case unique(String)
        /// The constraint's name.
        case check(String)
        /// `table.column`.
        case notNull(String)
        case foreignKey
        /// A value of the wrong type for its column.
        case type
    }
}

extension StorageFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unavailable(let cause): "database unavailable: \(cause)"
        case .contention(let cause): "database busy: \(cause)"
        case .outcomeUnknown(let cause): "connection lost while committing: \(cause)"
        case .constraint(.unique(let name)): "there is already a row with the same \(name)"
        case .constraint(.check(let name)): "the schema's check \(name) failed"
        case .constraint(.notNull(let name)): "\(name) must have a value"
        case .constraint(.foreignKey): "the row refers to one that does not exist, or is referred to"
        case .constraint(.type): "a value of the wrong type for its column"
        case .corrupted(let cause): "database corrupted: \(cause)"
        case .schemaTooNew(let found, let known):
            "the database has schema \(found), this program knows up to \(known): start a newer program"
        case .schemaAltered(let migration):
            "migration \(migration) was applied with another content than this program has"
        case .statement(let cause): "wrong statement: \(cause)"
        }
    }
}
