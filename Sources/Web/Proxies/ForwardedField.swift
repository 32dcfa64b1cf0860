/// Reads one line of `Forwarded`.
///
/// - SeeAlso: RFC 7239 §4 for the line, §6 for the nodes.
enum ForwardedField {
    /// Returns the `for` node of each element, in order: nil for an element without one, and a single nil for a line
    /// that cannot be read.
    static func nodes(in line: String) -> [String?] {
        var reader = Reader(rest: line[...])
        var nodes: [String?] = []
        while true {
            switch reader.element() {
            case .none: return [nil]
            case .some(let pairs):
                if !pairs.isEmpty { nodes.append(pairs["for"]) }
            }
            if reader.rest.isEmpty { return nodes }
            guard reader.take(",") else { return [nil] }
        }
    }

    /// Returns the address of a node: `192.0.2.43`, `192.0.2.43:47011`, `[2001:db8::17]`, `[2001:db8::17]:_4711`. Nil
    /// for `unknown`, for an obfuscated identifier, and for everything else.
    static func address(of node: String) -> NetworkAddress? {
        let match =
            node.wholeMatch(of: /([0-9.]+)(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?/)
            ?? node.wholeMatch(of: /\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)\](?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?/)
        return match.flatMap { NetworkAddress($0.output.1) }
    }

    private struct Reader {
        var rest: Substring

        mutating func take(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }

        /// Reads pairs of name and value, separated by semicolons, up to a comma; nil for other text.
        mutating func element() -> [String: String]? {
            var pairs: [String: String] = [:]
            while true {
                skipBlanks()
                if let name = token()?.lowercased() {
                    guard take("="), let value = rest.first == "\"" ? quoted() : token(), pairs[name] == nil
                    else { return nil }
                    pairs[name] = value
                    skipBlanks()
                }
                if take(";") { continue }
                return rest.isEmpty || rest.first == "," ? pairs : nil
            }
        }

        private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

        private mutating func token() -> String? {
            let token = rest.prefix(while: \.isToken)
            guard !token.isEmpty else { return nil }
            rest = rest[token.endIndex...]
            return String(token)
        }

        private mutating func quoted() -> String? {
            var text = ""
            rest.removeFirst()
            while let character = rest.popFirst() {
                if character == "\"" { return text }
                guard character != "\\" else {
                    guard let escaped = rest.popFirst() else { return nil }
                    text.append(escaped)
                    continue
                }
                text.append(character)
            }
            return nil
        }
    }
}

extension Character {
    /// RFC 9110 §5.6.2.
    fileprivate var isToken: Bool {
        isASCII && (isLetter || isNumber || "!#$%&'*+-.^_`|~".contains(self))
    }
}
