import GRDB

extension StorageFault {
    /// What SQLite's error means to a caller. Its message may quote SQL, never a bound value.
    init(sqlite error: any Error) {
        switch error {
        case let fault as StorageFault: self = fault
        case let error as DatabaseError: self.init(sqlite: error)
        default: self = .unavailable("\(error)")
        }
    }

    private init(sqlite error: DatabaseError) {
        let message = error.message ?? "no message"
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: self = .constraint(Constraint(sqlite: error.extendedResultCode, message))
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .unavailable("locked by another program for too long: \(message)")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupted(message)
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_NOMEM,
            .SQLITE_MISUSE, .SQLITE_INTERRUPT, .SQLITE_ABORT:
            self = .unavailable("\(message) (\(error.extendedResultCode))")
        default: self = .statement("\(message) (\(error.extendedResultCode))")
        }
    }
}

extension StorageFault.Constraint {
    /// SQLite names the rule after a colon: `UNIQUE constraint failed: citizens.phone`.
    fileprivate init(sqlite code: ResultCode, _ message: String) {
        let name = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
        switch code {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            self = .unique(name.split(separator: ",").first.map(String.init) ?? name)
        case .SQLITE_CONSTRAINT_NOTNULL: self = .notNull(name)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKey
        // What a trigger of ours refuses, by the name that it raises; or a foreign key's own trigger.
        case .SQLITE_CONSTRAINT_TRIGGER: self = name.contains(" ") ? .foreignKey : .check(name)
        case .SQLITE_CONSTRAINT_CHECK: self = .check(name)
        default: self = .type
        }
    }
}
