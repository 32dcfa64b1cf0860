import CLibPQ
import Storage

/// Reads a result in binary format. The caller owns the pointer.
struct PostgresResult {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    /// Returns whether a message was executed; false when the server skipped it after an earlier fault.
    ///
    /// - Throws: the fault of this message.
    func isSuccess(connectionLost: Bool) throws(StorageFault) -> Bool {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return true
        case PGRES_PIPELINE_ABORTED: return false
        default: throw StorageFault(postgres: result, connectionLost: connectionLost)
        }
    }

    func statementResult(of statement: PreparedStatement) throws(StorageFault) -> StatementResult {
        let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
        var rows: [[StoredValue]] = []
        rows.reserveCapacity(Int(PQntuples(result)))
        for row in 0..<PQntuples(result) {
            var values: [StoredValue] = []
            values.reserveCapacity(types.count)
            for (column, type) in types.enumerated() {
                values.append(try value(row, Int32(column), type))
            }
            rows.append(values)
        }
        // Empty for commands without a row count.
        let count = Int(String(cString: PQcmdTuples(result))) ?? 0
        return StatementResult(columns: statement.columns(of: result), rows: rows, count: count)
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws(StorageFault) -> StoredValue {
        guard PQgetisnull(result, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        switch type {
        case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.bool:
            return .integer(integer(bytes))
        case PostgresType.text, PostgresType.varchar: return .text(String(decoding: bytes, as: UTF8.self))
        case PostgresType.bytea: return .bytes([UInt8](bytes))
        default: throw .statement("a column of PostgreSQL's type \(type)")
        }
    }

    /// Reads a signed big-endian integer of 1 to 8 bytes.
    private func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let negative = (bytes.first ?? 0) & 0x80 != 0 && bytes.count > 1
        return bytes.reduce(negative ? -1 : 0) { $0 << 8 | Int64($1) }
    }
}
