/// A parsed text of a key list: pieces of text, and the parameters between them.
struct Phrase: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case parameter(String)
    }

    let pieces: [Piece]

    /// Parses a text. An unclosed brace is part of the text.
    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.parameter(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
    }

    var parameters: Set<String> {
        Set(
            pieces.compactMap { piece in
                if case .parameter(let name) = piece { name } else { nil }
            })
    }

    /// Returns the text with values for its parameters.
    func filled(_ value: (String) -> String) -> String {
        if case .text(let text) = pieces.first, pieces.count == 1 { return text }
        return pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .parameter(let name): value(name)
            }
        }.joined()
    }
}
