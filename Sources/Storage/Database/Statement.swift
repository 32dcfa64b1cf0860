/// An SQL statement with its values, written as a string interpolation that binds.
///
///     "SELECT payload FROM logins WHERE id = \(id) AND expires_at > \(now)"
///
/// An interpolated value never becomes part of the SQL: it is written as `?` or `$1` and bound. The SQL is made of
/// `StaticString`s, which only the compiler can make, so that no external string can become SQL.
package struct Statement: Sendable, ExpressibleByStringInterpolation {
    /// The SQL, with a placeholder for each value.
    package let shape: StatementShape
    /// The values in the order of their placeholders.
    package let values: [StoredValue]
    /// Whether the result is not needed: the statement may run with the next one, or with the commit.
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

    /// Returns the SQL in the engine's dialect.
    package func sql(_ dialect: Dialect) -> String { shape.sql(dialect) }

    /// Returns the same statement, marked as one whose result is not needed.
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

        /// Inserts an SQL word in the engine's spelling.
        package mutating func appendInterpolation(sql word: DialectWord) {
            shape.append(.word(word))
        }

        /// Inserts a fragment that several statements share, with its own values: `\(sql: Self.columns)`.
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
