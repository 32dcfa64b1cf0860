/// The columns of a result, made once for each prepared statement.
package final class Columns: Sendable {
    /// The names in the order of the result.
    package let names: [String]
    /// The index of each name; of several columns with one name, the first.
    private let places: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns the index of a column, counted from 0; nil when the result lacks the column.
    func place(of name: String) -> Int? { places[name] }
}
