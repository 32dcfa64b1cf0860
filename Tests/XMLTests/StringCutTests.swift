import Testing
import XML

struct StringCutTests {
    @Test(arguments: [("", ""), ("ñññ", "ñññ"), ("ñññn", "ñññ…"), ("\r\n\r\n", "\r\n\r…")])
    func `a longer text is cut, and the cut is shown`(_ text: String, _ expected: String) {
        #expect(text.cut(maximumScalars: 3) == expected)
    }

    @Test func `one character of many scalars is cut, too`() {
        let text = "e" + String(repeating: "\u{301}", count: 1_000)
        #expect(text.count == 1)
        #expect(text.cut(maximumScalars: 80).unicodeScalars.count == 81)
    }
}
