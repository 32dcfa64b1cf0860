import SAML
import Testing

@Suite struct ExactTextTests {
    @Test func `distinguishes the Kelvin sign from the letter K`() {
        let letter = EntityID(rawValue: "https://sp.example.org/K")
        let sign = EntityID(rawValue: "https://sp.example.org/\u{212A}")
        #expect(letter.rawValue == sign.rawValue, "Swift's String takes them for the same")
        #expect(letter != sign)
        #expect(Set([letter, sign]).count == 2)
    }
}
