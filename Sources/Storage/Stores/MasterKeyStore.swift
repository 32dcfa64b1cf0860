package import Foundation

/// The check value of the master key that belongs to this database.
///
/// What is sealed, and each identifier that services store, depends on that key. The check value is a keyed hash: it
/// identifies the key and reveals nothing about it.
package struct MasterKeyStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// The check value of the key that belongs to this database; nil before the first start.
    package func checkValue() throws -> [UInt8]? {
        try connection.row("SELECT check_value FROM master_key WHERE id = 1").map { try $0["check_value"] }
    }

    /// The same, of a database whose schema may be that of an older program.
    package func checkValueBeforeMigration() throws -> [UInt8]? {
        let tables =
            switch connection.dialect {
            case .sqlite:
                try connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'master_key'")
            case .postgres: try connection.rows("SELECT 1 AS found FROM pg_class WHERE oid = to_regclass('master_key')")
            }
        return tables.isEmpty ? nil : try checkValue()
    }

    /// Stores a check value where there is none, in one statement, so that of two brokers that start at once one value
    /// is kept.
    ///
    /// - Returns: the check value of the key that belongs to this database, which may be another one.
    package func claim(_ value: [UInt8], at now: Date) throws -> [UInt8] {
        try connection.execute(
            """
            INSERT INTO master_key (id, check_value, adopted_at) VALUES (1, \(value), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
        guard let kept = try checkValue() else {
            throw StorageFault.contention("master_key: the check value was deleted while it was read")
        }
        return kept
    }

    /// Replaces the check value, and deletes what only the former key can open: logins, sessions, logouts and messages
    /// that wait to be sent.
    ///
    /// - Returns: how many rows of each were deleted; nil when the value is the present one, and nothing is deleted.
    package func adopt(_ value: [UInt8], at now: Date) throws -> Adoption? {
        let changed = try connection.execute(
            """
            INSERT INTO master_key (id, check_value, adopted_at) VALUES (1, \(value), \(now))
            ON CONFLICT (id) DO UPDATE SET check_value = \(value), adopted_at = \(now)
            WHERE master_key.check_value <> \(value)
            """)
        guard changed > 0 else { return nil }
        return Adoption(
            logins: try connection.execute("DELETE FROM logins"),
            sessions: try connection.execute("DELETE FROM sessions"),
            logouts: try connection.execute("DELETE FROM logouts"),
            messages: try connection.execute("DELETE FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"))
    }

    /// What was deleted when another master key was adopted.
    package struct Adoption: Sendable, Hashable {
        package let logins: Int
        package let sessions: Int
        package let logouts: Int
        package let messages: Int
    }
}
