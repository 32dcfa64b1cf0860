import Octets
import Testing

struct URLEncodedFormTests {
    private static func decode(_ text: String) -> String? {
        URLEncodedForm.decode(Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The pairs as texts. A pair without `=` is its name alone.
    private static func pairs(_ text: String) -> [[String]] {
        URLEncodedForm.pairs(of: Array(text.utf8)).map { name, value in
            [name, value].compactMap { $0.map { String(decoding: $0, as: UTF8.self) } }
        }
    }

    @Test(arguments: [
        ("", ""), ("abc", "abc"), ("a+b", "a b"), ("a%2Bb", "a+b"), ("%2f%2F", "//"), ("Espa%C3%B1a", "España"),
        ("España", "España"), ("%25%32%46", "%2F"), ("a=b;c~", "a=b;c~"), ("%00", "\0"),
    ])
    func `decodes spaces, octets in either case, and unencoded text`(_ encoded: String, _ text: String) {
        #expect(Self.decode(encoded) == text)
    }

    @Test(arguments: ["%", "a%", "%4", "%4%", "%zz", "%4z", "%z4", "%+4", "%-1", "%é", "%%41", "% 4"])
    func `refuses a percent sign without two digits`(_ encoded: String) {
        #expect(Self.decode(encoded) == nil)
    }

    @Test func `decodes octets that are not UTF-8`() {
        #expect(URLEncodedForm.decode(Array("%ff%FE".utf8)[...]) == [0xFF, 0xFE])
    }

    @Test func `decodes only its slice`() {
        let octets = Array("x%4142".utf8)
        #expect(URLEncodedForm.decode(octets[1..<4]) == [0x41])
        #expect(URLEncodedForm.decode(octets[1..<3]) == nil)
    }

    @Test func `encodes all octets except unreserved characters`() {
        #expect(URLEncodedForm.encode("") == "")
        #expect(URLEncodedForm.encode("AZaz09-._~") == "AZaz09-._~")
        #expect(URLEncodedForm.encode("a b+c/d=e&f%*") == "a%20b%2Bc%2Fd%3De%26f%25%2A")
        #expect(URLEncodedForm.encode("ñ\n") == "%C3%B1%0A")
    }

    @Test func `decodes what it encodes`() {
        let text = String(String.UnicodeScalarView((0..<0x500).compactMap(Unicode.Scalar.init)))
        #expect(Self.decode(URLEncodedForm.encode(text)) == text)
    }

    @Test func `splits pairs at the first equals sign`() {
        #expect(Self.pairs("a=1&b=&c&=d&e=f=g") == [["a", "1"], ["b", ""], ["c"], ["", "d"], ["e", "f=g"]])
        #expect(Self.pairs("&a=1&&b&") == [["a", "1"], ["b"]])
        #expect(Self.pairs("") == [])
    }

    @Test func `splits at octets and not at characters`() {
        // A combining accent after the separator is a character with it.
        #expect(Self.pairs("a=\u{301}1&\u{301}b") == [["a", "\u{301}1"], ["\u{301}b"]])
    }

    @Test func `leaves names and values encoded`() {
        #expect(Self.pairs("%61=%26+") == [["%61", "%26+"]])
    }
}
