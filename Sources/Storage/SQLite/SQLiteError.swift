import CSQLite

/// An error of SQLite: its extended result code and its message. The message may quote SQL, never a bound value.
struct SQLiteError: Error {
    let code: Int32
    let message: String

    /// The last error of a connection.
    init(_ code: Int32, of connection: OpaquePointer?) {
        self.code = code
        message = String(cString: sqlite3_errmsg(connection))
    }

    /// Whether another program holds a lock.
    var isBusy: Bool { primary == SQLITE_BUSY }

    private var primary: Int32 { code & 0xFF }

    /// The fault that the error means to a caller.
    var fault: StorageFault {
        switch primary {
        case SQLITE_CONSTRAINT: .constraint(constraint)
        case SQLITE_BUSY, SQLITE_LOCKED: .unavailable("locked by another program for too long: \(message)")
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupted(message)
        case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOMEM, SQLITE_MISUSE,
            SQLITE_INTERRUPT, SQLITE_ABORT:
            .unavailable("\(message) (SQLite's code \(code))")
        default: .statement("\(message) (SQLite's code \(code))")
        }
    }

    /// The violated constraint. SQLite names it after a colon: `UNIQUE constraint failed: citizens.phone`.
    private var constraint: StorageFault.Constraint {
        let name = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
        switch code >> 8 {
        case Extension.unique, Extension.primaryKey, Extension.rowID:
            return .unique(name.split(separator: ",").first.map(String.init) ?? name)
        case Extension.notNull: return .notNull(name)
        case Extension.foreignKey: return .foreignKey
        // One of our triggers, by the name that it raises; or the trigger of a foreign key.
        case Extension.trigger: return name.contains(" ") ? .foreignKey : .check(name)
        case Extension.check: return .check(name)
        default: return .type
        }
    }

    /// The upper octets of `SQLITE_CONSTRAINT_…`, macros that Swift does not import.
    private enum Extension {
        static let check: Int32 = 1
        static let foreignKey: Int32 = 3
        static let notNull: Int32 = 5
        static let primaryKey: Int32 = 6
        static let trigger: Int32 = 7
        static let unique: Int32 = 8
        static let rowID: Int32 = 10
    }
}
