/// What a statement gave.
package struct StatementResult: Sendable {
    package let rows: [Row]
    /// Rows inserted, changed, deleted or, of a SELECT, read.
    package let count: Int

    package init(columns: Columns, rows: [[StoredValue]], count: Int) {
        self.rows = rows.map { Row(columns: columns, values: $0) }
        self.count = count
    }
}
