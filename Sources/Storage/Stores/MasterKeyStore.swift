package import Foundation

/// The check value of the master key that belongs to this database.
///
/// All sealed data, and each identifier that service providers store, depend on that key. The check value is a keyed
/// hash: it identifies the key and does not reveal it.
package struct MasterKeyStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Returns the check value of the key that belongs to this database; nil before the first start.
    package func checkValue() throws -> [UInt8]? {
        try connection.row("SELECT check_value FROM master_key WHERE id = 1").map { try $0["check_value"] }
    }

    /// Returns the check value of a database that can have the schema of an older release, without the table.
    package func checkValueBeforeMigration() throws -> [UInt8]? {
        let tables =
            switch connection.dialect {
            case .sqlite:
                try connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'master_key'")
            case .postgres: try connection.rows("SELECT 1 AS found FROM pg_class WHERE oid = to_regclass('master_key')")
            }
        return tables.isEmpty ? nil : try checkValue()
    }

    /// Stores a check value unless the database has one. One statement, so that only one value is stored when two
    /// brokers start at the same time.
    ///
    /// - Returns: the stored check value. It differs from `value` when the database belongs to another key.
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

    /// Replaces the check value, and deletes the rows that only the former key can open: logins, sessions, logouts and
    /// unsent messages.
    ///
    /// - Returns: the number of deleted rows of each kind; nil, and nothing is deleted, when the value is the stored
    ///   one.
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

    /// The numbers of rows that were deleted when another master key was adopted.
    package struct Adoption: Sendable, Hashable {
        package let logins: Int
        package let sessions: Int
        package let logouts: Int
        package let messages: Int
    }
}
