/// The columns of a result, made once for each prepared statement.
package final class Columns: Sendable {
    /// In the order of the result.
    package let names: [String]
    /// Of several columns with one name, the first.
    private let places: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of a column, counted from 0; nil when the result has no such column.
    func place(of name: String) -> Int? { places[name] }
}
