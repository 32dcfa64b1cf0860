import CLibPQ
import Storage

extension StorageFault {
    /// The fault that the server's error means to a caller, by its SQLSTATE. It omits the server's detail, which quotes
    /// values.
    init(postgres result: OpaquePointer, connectionLost: Bool) {
        let state = Self.field(sqlState, of: result)
        let message = Self.field(primaryMessage, of: result)
        let cause = state.isEmpty ? String(cString: PQresultErrorMessage(result)) : "\(message) (\(state))"
        let column = { "\(Self.field(tableName, of: result)).\(Self.field(columnName, of: result))" }
        switch state {
        case "23505": self = .constraint(.unique(Self.field(constraintName, of: result)))
        case "23514": self = .constraint(.check(Self.field(constraintName, of: result)))
        case "23502": self = .constraint(.notNull(column()))
        case "23503": self = .constraint(.foreignKey)
        // Wrong type for its column, of a value (22P0x) or of an expression.
        case "42804", "22P02", "22P03": self = .constraint(.type)
        // Serialization failure, deadlock: an immediate retry may succeed.
        case "40001", "40P01": self = .contention(cause)
        // Damaged pages.
        case "XX001", "XX002": self = .corrupted(cause)
        // Statement or lock timeout, or cancelled by an operator: a retry would wait too long.
        case "57014", "55P03": self = .unavailable(cause)
        // Connection, resources, operator's intervention, system.
        case _ where connectionLost || ["08", "53", "57", "58"].contains(String(state.prefix(2))):
            self = .unavailable(cause.split(separator: "\n").joined(separator: "; "))
        default: self = .statement(cause)
        }
    }

    private static func field(_ code: Int32, of result: OpaquePointer) -> String {
        PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
    }
}

/// The fields of an error: `PG_DIAG_…` in libpq's header, character constants that Swift does not import.
private let sqlState = Int32(UInt8(ascii: "C"))
private let primaryMessage = Int32(UInt8(ascii: "M"))
private let tableName = Int32(UInt8(ascii: "t"))
private let columnName = Int32(UInt8(ascii: "c"))
private let constraintName = Int32(UInt8(ascii: "n"))
