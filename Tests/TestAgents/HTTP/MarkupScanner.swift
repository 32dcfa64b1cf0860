import Foundation

/// A tolerant scanner that reads HTML as a sequence of tags and text: enough for the pages in tests.
struct MarkupScanner {
    enum Token: Hashable {
        case start(name: String, attributes: [String: String])
        case end(name: String)
        case text(String)
    }

    static func tokens(of markup: String) -> [Token] {
        var scanner = MarkupScanner(rest: markup[...])
        var tokens: [Token] = []
        while !scanner.rest.isEmpty { scanner.next(into: &tokens) }
        return tokens
    }

    private var rest: Substring

    private mutating func next(into tokens: inout [Token]) {
        guard rest.first == "<" else {
            tokens.append(.text(Self.decoded(take { $0 != "<" })))
            return
        }
        if rest.hasPrefix("<!--") { return skip(past: "-->") }
        if rest.hasPrefix("<!") || rest.hasPrefix("<?") { return skip(past: ">") }
        rest.removeFirst()
        if rest.first == "/" {
            rest.removeFirst()
            tokens.append(.end(name: take { $0 != ">" }.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()))
            return skip(past: ">")
        }
        let name = take { !$0.isWhitespace && $0 != ">" && $0 != "/" }.lowercased()
        let (attributes, isClosed) = self.attributes()
        tokens.append(.start(name: name, attributes: attributes))
        if isClosed { tokens.append(.end(name: name)) }
        if name == "script" || name == "style" { skip(before: "</\(name)") }
    }

    private mutating func attributes() -> ([String: String], isClosed: Bool) {
        var attributes: [String: String] = [:]
        var isClosed = false
        while let character = rest.first {
            if character == ">" {
                rest.removeFirst()
                break
            }
            guard !character.isWhitespace, character != "/" else {
                isClosed = character == "/"
                rest.removeFirst()
                continue
            }
            let name = take { !$0.isWhitespace && $0 != "=" && $0 != ">" && $0 != "/" }.lowercased()
            attributes[name] = rest.first == "=" ? value() : ""
            if name.isEmpty { rest.removeFirst() }
        }
        return (attributes, isClosed)
    }

    private mutating func value() -> String {
        rest.removeFirst()
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            return Self.decoded(take { !$0.isWhitespace && $0 != ">" })
        }
        rest.removeFirst()
        defer { rest = rest.dropFirst() }
        return Self.decoded(take { $0 != quote })
    }

    private mutating func take(while belongs: (Character) -> Bool) -> String {
        let taken = rest.prefix(while: belongs)
        rest = rest[taken.endIndex...]
        return String(taken)
    }

    private mutating func skip(past end: String) {
        rest = rest.range(of: end).map { rest[$0.upperBound...] } ?? ""
    }

    private mutating func skip(before end: String) {
        rest = rest.range(of: end).map { rest[$0.lowerBound...] } ?? ""
    }

    private static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}"]
        var decoded = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            decoded += rest[..<ampersand]
            rest = rest[ampersand...]
            guard let semicolon = rest.prefix(12).firstIndex(of: ";") else {
                decoded.append(rest.removeFirst())
                continue
            }
            let reference = rest[rest.index(after: ampersand)..<semicolon]
            let scalar =
                reference.hasPrefix("#x") || reference.hasPrefix("#X")
                ? UInt32(reference.dropFirst(2), radix: 16)
                : reference.hasPrefix("#") ? UInt32(reference.dropFirst()) : nil
            if let character = named[String(reference)] ?? scalar.flatMap(Unicode.Scalar.init).map({ String($0) }) {
                decoded += character
                rest = rest[rest.index(after: semicolon)...]
            } else {
                decoded.append(rest.removeFirst())
            }
        }
        return decoded + rest
    }
}
