/// What a statement gave.
package struct StatementResult: Sendable {
    package let rows: [Row]
    /// Rows inserted, changed, deleted or, of a SELECT, read.
    package let count: Int

    /// Of a statement whose result is not needed.
    package static let none = StatementResult(columns: Columns([]), rows: [], count: 0)

    package init(columns: Columns, rows: [[StoredValue]], count: Int) {
        self.rows = rows.map { Row(columns: columns, values: $0) }
        self.count = count
    }
}
