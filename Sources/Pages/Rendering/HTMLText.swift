/// Text made safe for HTML content and for quoted attribute values.
///
/// It works scalar by scalar. The template library's own escaping compares whole grapheme clusters, so a quotation mark
/// followed by a combining accent is one character to it, and goes through as it is: a way out of an attribute.
enum HTMLText {
    /// For people to read: what cannot be shown becomes U+FFFD.
    static func escaped(_ text: String) -> String { escaped(text) { isShown($0) ? $0 : "\u{FFFD}" } }

    /// For a form to carry: every scalar arrives as it was, as far as HTML can say it (U+0000 it cannot).
    static func carried(_ text: String) -> String { escaped(text) { $0 == "\0" ? "\u{FFFD}" : $0 } }

    private static func escaped(_ text: String, _ others: (Unicode.Scalar) -> Unicode.Scalar) -> String {
        if text.utf8.allSatisfy(isPlain) { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
            case ">": safe.append(contentsOf: "&gt;".unicodeScalars)
            case "&": safe.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": safe.append(contentsOf: "&quot;".unicodeScalars)
            case "'": safe.append(contentsOf: "&#39;".unicodeScalars)
            case "\t": safe.append(contentsOf: "&#9;".unicodeScalars)
            case "\n": safe.append(contentsOf: "&#10;".unicodeScalars)
            case "\r": safe.append(contentsOf: "&#13;".unicodeScalars)
            default: safe.append(others(scalar))
            }
        }
        return String(safe)
    }

    /// Printable ASCII that means nothing to HTML, of which most texts and all Base64 consist: it stays as it is.
    private static func isPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        case 0x20...0x7E: true
        default: false
        }
    }

    /// Control characters and the two non-characters that XML forbids become U+FFFD.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
