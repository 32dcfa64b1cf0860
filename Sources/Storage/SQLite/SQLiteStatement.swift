import CSQLite
import Foundation

/// A prepared statement, finalized when the object is released. Like its connection, one thread at a time uses it.
final class SQLiteStatement {
    /// Whether the statement changes nothing in the database.
    let isReadOnly: Bool
    private let connection: OpaquePointer
    private let handle: OpaquePointer
    private var columns: Columns

    /// - Throws: `SQLiteError`, or `StorageFault.statement` when the text is not exactly one statement.
    init(_ sql: String, on connection: OpaquePointer) throws {
        var handle: OpaquePointer?
        let (code, isWhole) = sql.withCString { text -> (Int32, Bool) in
            var end: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &end)
            return (code, end.map { $0.pointee == 0 } ?? true)
        }
        guard code == SQLITE_OK else { throw SQLiteError(code, of: connection) }
        guard let handle, isWhole else {
            sqlite3_finalize(handle)
            throw StorageFault.statement("not exactly one statement")
        }
        self.connection = connection
        self.handle = handle
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
        columns = Self.columns(of: handle)
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Runs the statement to its end.
    ///
    /// - Throws: `SQLiteError`, or `StorageFault` for a value that is not allowed.
    func run(_ values: [StoredValue]) throws -> StatementResult {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try bind(values)
        var rows: [[StoredValue]] = []
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: rows.append(try row())
            case SQLITE_DONE:
                let count = isReadOnly ? rows.count : Int(sqlite3_changes(connection))
                return StatementResult(columns: columns, rows: rows, count: count)
            case let code: throw SQLiteError(code, of: connection)
            }
        }
    }

    private func bind(_ values: [StoredValue]) throws {
        var place: Int32 = 0
        for value in values {
            place += 1
            let code = try bind(value, at: place)
            guard code == SQLITE_OK else { throw SQLiteError(code, of: connection) }
        }
    }

    private func bind(_ value: StoredValue, at place: Int32) throws -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, place)
        case .integer(let integer): return sqlite3_bind_int64(handle, place, integer)
        case .text(var text): return try text.withUTF8 { try bind(text: $0, at: place) }
        case .bytes(let bytes):
            // A null pointer would bind NULL.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, place, 0) }
            return bytes.withUnsafeBufferPointer {
                sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), aldaba_sqlite_copied())
            }
        }
    }

    private func bind(text: UnsafeBufferPointer<UInt8>, at place: Int32) throws -> Int32 {
        guard let start = text.baseAddress, !text.isEmpty else {
            return sqlite3_bind_text(handle, place, "", 0, aldaba_sqlite_copied())
        }
        guard memchr(start, 0, text.count) == nil else { throw StorageFault.statement("U+0000 in a text value") }
        return start.withMemoryRebound(to: CChar.self, capacity: text.count) {
            sqlite3_bind_text64(
                handle, place, $0, UInt64(text.count), aldaba_sqlite_copied(), UInt8(SQLITE_UTF8))
        }
    }

    private func row() throws -> [StoredValue] {
        let count = sqlite3_column_count(handle)
        // SQLite prepares a statement again when the schema has changed.
        if Int(count) != columns.names.count { columns = Self.columns(of: handle) }
        var values: [StoredValue] = []
        values.reserveCapacity(Int(count))
        for column in 0..<count { values.append(try value(of: column)) }
        return values
    }

    private func value(of column: Int32) throws -> StoredValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_TEXT:
            // The pointer first: this call may convert the text, which changes the count.
            let start = sqlite3_column_text(handle, column)
            let text = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            return .text(String(decoding: text, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, column)
            return .bytes(
                [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))))
        default: throw StorageFault.corrupted("a floating-point value")
        }
    }

    private static func columns(of handle: OpaquePointer) -> Columns {
        Columns(
            (0..<sqlite3_column_count(handle)).map { column in
                sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
            })
    }
}
