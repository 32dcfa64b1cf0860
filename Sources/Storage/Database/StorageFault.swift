/// Why a database operation failed: a fault of the machine or of the program, never a citizen's mistake.
///
/// Messages name tables, columns and causes, never a value: they may be logged.
package enum StorageFault: Error, Hashable, Sendable {
    /// No connection, a disk error, a closed database, or a time limit that was exceeded. Nothing was changed.
    case unavailable(String)
    /// Locks of other transactions, or a deadlock. `Database` tries again before it reports this. Nothing was changed.
    case contention(String)
    /// The connection was lost during the commit: either all changes are permanent, or none. A caller that tries again
    /// recognizes an earlier success by the row of an event that happens once.
    case outcomeUnknown(String)
    /// A constraint of the schema rejected the change. Nothing was changed.
    case constraint(Constraint)
    /// The data does not match the schema, or the database file is damaged.
    case corrupted(String)
    /// The database was migrated by a program that is more than one release newer than this one.
    case schemaTooNew(found: Int, known: Int)
    /// An applied migration differs from this program's migration of the same number.
    case schemaAltered(migration: Int)
    /// The statement is invalid: a bug of the program.
    case statement(String)

    /// A constraint of the schema, with the same name in both engines.
    package enum Constraint: Hashable, Sendable {
        /// `table.column`, with the first of several columns.
        case unique(String)
        /// The constraint's name.
        case check(String)
        /// `table.column`.
        case notNull(String)
        case foreignKey
        /// The value has the wrong type for its column.
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
            "the database has schema \(found), this release supports up to \(known): start a newer release"
        case .schemaAltered(let migration):
            "migration \(migration) was applied with other content than in this release"
        case .statement(let cause): "wrong statement: \(cause)"
        }
    }
}
