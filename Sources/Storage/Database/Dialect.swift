/// The SQL dialect of an engine. The SQL of both engines is the same except for the words in `DialectWord`.
package enum Dialect: Sendable {
    case sqlite
    case postgres

    func spelling(of word: DialectWord) -> String {
        switch (self, word) {
        case (.sqlite, .integer): "INTEGER"
        case (.postgres, .integer): "BIGINT"
        case (.sqlite, .bytes): "BLOB"
        case (.postgres, .bytes): "BYTEA"
        case (.sqlite, .serialKey): "INTEGER PRIMARY KEY AUTOINCREMENT"
        case (.postgres, .serialKey): "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        case (.sqlite, .strictTable): " STRICT"
        case (.postgres, .strictTable): ""
        case (.sqlite, .skippingLocked): ""
        case (.postgres, .skippingLocked): " FOR UPDATE SKIP LOCKED"
        }
    }
}

/// An SQL word with a different spelling in each engine, written `\(sql: .bytes)` in a `Statement`.
package enum DialectWord: UInt, Sendable {
    /// 64 bits, signed.
    case integer
    case bytes
    /// The type and constraint of a key that the database increments and never reuses.
    case serialKey
    /// After a CREATE TABLE: rejects values of another type, as PostgreSQL always does.
    case strictTable
    /// After a SELECT that claims rows: skips rows that another transaction is claiming.
    case skippingLocked
}
