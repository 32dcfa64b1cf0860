/// Where the two engines spell the same thing differently. Everything else is one text.
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

/// A word of SQL that each engine spells its own way, written `\(sql: .bytes)` in a `Statement`.
package enum DialectWord: UInt, Sendable {
    /// 64 bits, signed.
    case integer
    case bytes
    /// The type and constraint of a key that the database counts up and never uses twice.
    case serialKey
    /// After a CREATE TABLE: values of another type are refused, as PostgreSQL does by itself.
    case strictTable
    /// After a SELECT that picks rows to claim: rows that another transaction is claiming are passed over.
    case skippingLocked
}
