/// SQL with its values, written as string interpolation that binds.
///
///     "SELECT payload FROM logins WHERE id = \(id) AND expires_at > \(now)"
///
/// An interpolated value never becomes text: it is rendered `?` or `$1` and travels beside the SQL. Its text is
/// made of `StaticString`s, which only the compiler can make: no string that came from outside can become one.
package struct Statement: Sendable, ExpressibleByStringInterpolation {
    /// The text, with a place for each value.
    package let shape: StatementShape
    /// The values in the order of their places.
    package let values: [StoredValue]
    /// Whether its result is not needed: it may be run with the next statement, or with the commit.
    package private(set) var isDeferrable = false

    package init(stringLiteral text: StaticString) {
        var shape = StatementShape()
        shape.append(.text(text))
        self.shape = shape
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        shape = stringInterpolation.shape
        values = stringInterpolation.values
    }

    /// The text as the engine wants it.
    package func sql(_ dialect: Dialect) -> String { shape.sql(dialect) }

    /// The same, of which only the effect is wanted.
    func deferrable() -> Statement {
        var statement = self
        statement.isDeferrable = true
        return statement
    }

    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var shape = StatementShape()
        fileprivate var values: [StoredValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            shape.reserveCapacity(2 * interpolationCount + 1)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            shape.append(.text(literal))
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some Storable) {
            append(value.stored)
        }

        /// Binds a value, or NULL.
        package mutating func appendInterpolation<Value: Storable>(_ value: Value?) {
            append(value?.stored ?? .null)
        }

        /// Writes a word in the engine's spelling.
        package mutating func appendInterpolation(sql word: DialectWord) {
            shape.append(.word(word))
        }

        /// Writes a piece that several statements share, with its own values: `\(sql: Self.columns)`.
        package mutating func appendInterpolation(sql fragment: Statement) {
            shape.append(fragment.shape)
            values.append(contentsOf: fragment.values)
        }

        private mutating func append(_ value: StoredValue) {
            shape.append(.value)
            values.append(value)
        }
    }
}
