/// SQL with its values, written as string interpolation that binds.
///
///     "SELECT payload FROM logins WHERE id = \(id) AND expires_at > \(now)"
///
/// An interpolated value never becomes text: it is rendered `?` or `$1` and travels beside the SQL. Its text is
/// made of `StaticString`s, which only the compiler can make: no string that came from outside can become one.
package struct Statement: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(StaticString)
        case word(DialectWord)
        case value(StoredValue)
    }

    let parts: [Part]

    package init(stringLiteral text: StaticString) {
        parts = [.text(text)]
    }

    package init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    /// The values in the order of their places.
    package var values: [StoredValue] {
        parts.compactMap { if case .value(let value) = $0 { value } else { nil } }
    }

    /// The text as the engine wants it.
    package func sql(_ dialect: Dialect) -> String {
        var sql = ""
        var places = 0
        for part in parts {
            switch part {
            case .text(let text): text.withUTF8Buffer { sql += String(decoding: $0, as: UTF8.self) }
            case .word(let word): sql += dialect.spelling(of: word)
            case .value:
                places += 1
                switch dialect {
                case .sqlite: sql += "?"
                case .postgres: sql += "$\(places)"
                }
            }
        }
        return sql
    }

    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            parts.append(.text(literal))
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some Storable) {
            parts.append(.value(value.stored))
        }

        /// Binds a value, or NULL.
        package mutating func appendInterpolation<Value: Storable>(_ value: Value?) {
            parts.append(.value(value?.stored ?? .null))
        }

        /// Writes a word in the engine's spelling.
        package mutating func appendInterpolation(sql word: DialectWord) {
            parts.append(.word(word))
        }

        /// Writes a piece that several statements share, with its own values: `\(sql: Self.columns)`.
        package mutating func appendInterpolation(sql fragment: Statement) {
            parts.append(contentsOf: fragment.parts)
        }
    }
}
