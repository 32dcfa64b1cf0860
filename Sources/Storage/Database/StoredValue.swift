/// What both engines can hold, exactly. No floating point: nothing in the register is approximate.
package enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int64)
    /// UTF-8 without U+0000, which PostgreSQL cannot hold; the drivers refuse it alike.
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
