/// One line of text: words, then `key=value` pairs.
///
///     2026-11-30T01:45:40.123Z notice aldaba: request: rejected code=unsigned received="two words"
///
/// A value other than one plain word is quoted, and so are words that could be read as a pair. Inside the quotation
/// marks, `"` and `\` are preceded by `\`, and characters that a terminal could interpret are written as `\n` or
/// `\u{9b}`. So neither a value nor a key can end the line or forge another pair.
package struct TextLine {
    package private(set) var text: String

    /// - Parameter start: the beginning of the line, which the program itself writes.
    init(_ start: String) {
        text = start
    }

    /// Adds words for people to read.
    mutating func add(_ words: String) {
        let isPlain = words.unicodeScalars.allSatisfy { scalar in
            scalar != "=" && scalar != "\"" && scalar != "\\" && Self.isShown(scalar)
        }
        text += isPlain ? " \(words)" : " " + Self.quoted(words)
    }

    /// Adds a pair.
    mutating func add(_ key: String, _ value: String) {
        text += " "
        for scalar in key.unicodeScalars {
            text += Self.isWord(scalar) ? String(scalar) : Self.escape(scalar)
        }
        text += "="
        let isWord = !value.isEmpty && value.unicodeScalars.allSatisfy(Self.isWord)
        text += isWord ? value : Self.quoted(value)
    }

    /// Returns a text that a terminal shows unchanged: characters that it could interpret are escaped; `\` and
    /// quotation marks stay.
    package static func shown(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy(isShown) { return text }
        return text.unicodeScalars.map { isShown($0) ? String($0) : escape($0) }.joined()
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            default:
                if isShown(scalar) { quoted.unicodeScalars.append(scalar) } else { quoted += escape(scalar) }
            }
        }
        return quoted + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    /// Returns whether a character is shown unescaped. Of the separators, only the space is: the others look like it.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || !UnsafeScalar.contains(scalar) && scalar.properties.generalCategory != .spaceSeparator
    }

    /// Letters, marks and digits of any script, and the punctuation of addresses and identifiers.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return isShown(scalar) }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_", ":", "/", "@", "+", ",", "%", "#", "?", "&", "~", "*":
            return true
        default: return false
        }
    }
}
