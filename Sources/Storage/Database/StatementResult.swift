/// The result of a statement.
package struct StatementResult: Sendable {
    package let rows: [Row]
    /// The number of rows inserted, changed or deleted, or read by a SELECT.
    package let count: Int

    /// The result of a statement whose result is not needed.
    package static let none = StatementResult(columns: Columns([]), rows: [], count: 0)

    package init(columns: Columns, rows: [[StoredValue]], count: Int) {
        self.rows = rows.map { Row(columns: columns, values: $0) }
        self.count = count
    }
}
