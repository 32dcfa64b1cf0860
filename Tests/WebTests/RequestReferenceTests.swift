import Testing

@testable import Web

struct RequestReferenceTests {
    @Test func `is stable, unique and easy to read aloud`() {
        let references = (0..<1000).map { _ in RequestReference() }
        let texts = references.map(\.text)
        #expect(texts == references.map { "\($0)" })
        #expect(Set(texts).count == 1000)
        #expect(texts.allSatisfy { $0.wholeMatch(of: /[A-HJ-NP-Z2-9]{10}/) != nil })
    }
}
