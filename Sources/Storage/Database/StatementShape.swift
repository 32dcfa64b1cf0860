/// The SQL of a statement without its values, compared by identity: by the addresses of its literals in the program. A
/// driver finds a prepared statement by its shape without building the SQL.
///
/// The same SQL written in two places has two shapes.
package struct StatementShape: Sendable, Hashable {
    enum Piece: Sendable {
        case text(StaticString)
        case word(DialectWord)
        /// The placeholder of a value.
        case value
    }

    private(set) var pieces: [Piece] = []
    /// The hash, computed while the statement is built. Different shapes may share it: equality compares the pieces.
    private var digest: UInt = 0

    mutating func reserveCapacity(_ count: Int) {
        pieces.reserveCapacity(count)
    }

    mutating func append(_ piece: Piece) {
        pieces.append(piece)
        digest = (digest ^ piece.digest) &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func append(_ other: StatementShape) {
        for piece in other.pieces { append(piece) }
    }

    /// Returns the SQL in the engine's dialect.
    package func sql(_ dialect: Dialect) -> String {
        var sql = ""
        var places = 0
        for piece in pieces {
            switch piece {
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

    package func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }

    package static func == (one: StatementShape, other: StatementShape) -> Bool {
        one.digest == other.digest && one.pieces.count == other.pieces.count
            && zip(one.pieces, other.pieces).allSatisfy { $0.isSame(as: $1) }
    }
}

extension StatementShape.Piece {
    fileprivate var digest: UInt {
        switch self {
        case .text(let text):
            text.hasPointerRepresentation ? UInt(bitPattern: text.utf8Start) : UInt(text.unicodeScalar.value)
        case .word(let word): word.rawValue + 2
        case .value: 1
        }
    }

    fileprivate func isSame(as other: Self) -> Bool {
        switch (self, other) {
        case (.text(let one), .text(let other)):
            guard one.hasPointerRepresentation == other.hasPointerRepresentation else { return false }
            guard one.hasPointerRepresentation else { return one.unicodeScalar == other.unicodeScalar }
            return one.utf8Start == other.utf8Start && one.utf8CodeUnitCount == other.utf8CodeUnitCount
        case (.word(let one), .word(let other)): return one == other
        case (.value, .value): return true
        case (.text, _), (.word, _), (.value, _): return false
        }
    }
}
