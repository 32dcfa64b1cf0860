/// One line of text: a message, then `key=value` pairs.
///
///     2026-11-30T01:45:40.123Z notice aldaba: request: rejected code=unsigned received="two words"
///
/// A value other than one plain word is quoted, and so is a message that could be read as a pair. Inside the quotation
/// marks, `"` and `\` are preceded by `\`, and characters that a terminal could interpret are written as `\n` or
/// `\u{9b}`. So neither a value nor a key can end the line or forge another pair.
package struct TextLine {
    package private(set) var text: String

    /// - Parameter start: the beginning of the line, which the program itself writes.
    init(_ start: String) {
        text = start
    }

    /// Adds the message.
    mutating func add(_ message: String) {
        let isPlain =
            message.utf8.allSatisfy { $0 == UInt8(ascii: " ") || Self.isWord($0) }
            || message.unicodeScalars.allSatisfy { scalar in
                scalar != "=" && scalar != "\"" && scalar != "\\" && Self.isShown(scalar)
            }
        text += " "
        text += isPlain ? message : Self.quoted(message)
    }

    /// Adds a pair.
    mutating func add(_ key: String, _ value: String) {
        text += " "
        if key.utf8.allSatisfy(Self.isWord) {
            text += key
        } else {
            for scalar in key.unicodeScalars { text += Self.isWord(scalar) ? String(scalar) : Self.escape(scalar) }
        }
        text += "="
        let isWord =
            !value.isEmpty
            && (value.utf8.allSatisfy(Self.isWord) || value.unicodeScalars.allSatisfy(Self.isWord))
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
        scalar.isASCII ? isWord(UInt8(scalar.value)) : isShown(scalar)
    }

    /// The same for an ASCII character. False for each octet of another character.
    private static func isWord(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: ","),
            UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "~"),
            UInt8(ascii: "*"):
            true
        default: false
        }
    }
}
