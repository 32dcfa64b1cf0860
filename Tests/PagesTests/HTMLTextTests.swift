import Testing

@testable import Pages

@Suite struct HTMLTextTests {
    @Test func `unprintable characters are replaced in shown text and kept in form values`() {
        #expect(
            HTMLText.shown.text("a\u{0}b\u{1B}c\u{85}d\u{FFFE}e\u{1F600}")
                == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{1F600}")
        #expect(HTMLText.carried.text("a\u{1B}b\u{85}c\u{0}") == "a\u{1B}b\u{85}c\u{FFFD}")
        #expect(HTMLText.carried.text("a\r\nb\t<") == "a&#13;&#10;b&#9;&lt;")
    }

    /// Returns the expected text for one scalar, with a simple implementation.
    private func expected(_ scalar: Unicode.Scalar, _ kind: HTMLText) -> String {
        switch scalar {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        case "\"": "&quot;"
        case "'": "&#39;"
        case "\t", "\n", "\r": "&#\(scalar.value);"
        case "\0": "\u{FFFD}"
        case "\u{1}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
            kind == .shown ? "\u{FFFD}" : String(scalar)
        default: String(scalar)
        }
    }

    @Test(arguments: [HTMLText.shown, .carried])
    func `treats each scalar separately, between letters and after a combining sequence`(_ kind: HTMLText) throws {
        let scalars = (0...0x2FFF).map { $0 } + (0xD7F0...0xE010).map { $0 } + (0xFF00...0x1_00FF).map { $0 }
        for scalar in (scalars + [0x1_FFFE, 0x10_FFFF]).compactMap(Unicode.Scalar.init) {
            let rule = expected(scalar, kind)
            var before = String.UnicodeScalarView("e\u{301}".unicodeScalars)
            before.append(scalar)
            let written = kind.text(String(before) + "\u{301}z")
            try #require(Array(written.utf8) == Array("e\u{301}\(rule)\u{301}z".utf8), "U+\(scalar.value)")
        }
    }

    /// The implementation reads eight octets at a time. A special character must be found at each position.
    @Test(arguments: ["<", ">", "&", "\"", "'", "\n", "\0", "\u{7F}", "\u{85}", "\u{FFFF}", "é"])
    func `finds special characters at every position of a long text`(_ special: Unicode.Scalar) {
        for length in 0...50 {
            for place in 0...length {
                let (before, after) = (
                    String(repeating: "x", count: place), String(repeating: "y", count: length - place)
                )
                let written = HTMLText.shown.text(before + String(special) + after)
                #expect(written == before + expected(special, .shown) + after)
                let twice = HTMLText.carried.text(before + String(special) + String(special) + after)
                #expect(twice == before + expected(special, .carried) + expected(special, .carried) + after)
            }
        }
    }
}
