/// One row of a result. Columns are read by name.
package struct Row: Sendable {
    private let columns: Columns
    private let values: [StoredValue]

    init(columns: Columns, values: [StoredValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column, in the type that the context requires.
    ///
    /// - Throws: `StorageFault.corrupted` when the row lacks the column or the column holds another type. The message
    ///   names the column, not the value.
    package subscript<Value: Storable>(column: String) -> Value {
        get throws(StorageFault) {
            guard let position = columns.place(of: column) else { throw .corrupted("no column \(column)") }
            guard let value = Value(stored: values[position]) else {
                throw .corrupted("column \(column) holds \(values[position].kind), expected \(Value.self)")
            }
            return value
        }
    }
}
