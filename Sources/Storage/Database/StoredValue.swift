/// A value that both engines store exactly. There is no floating point: no value in the database is approximate.
package enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int64)
    /// UTF-8 without U+0000, which PostgreSQL cannot store; both drivers reject it.
    case text(String)
    case bytes([UInt8])

    var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .text: "text"
        case .bytes: "bytes"
        }
    }
}
