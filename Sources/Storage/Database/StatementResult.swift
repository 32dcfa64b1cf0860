/// What a statement gave.
package struct StatementResult: Sendable {
    package let rows: [Row]
    /// Rows inserted, changed, deleted or, of a SELECT, read.
    package let count: Int

    package init(columns: [String], rows: [[StoredValue]], count: Int) {
        let index = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.rows = rows.map { Row(index: index, values: $0) }
        self.count = count
    }
}
