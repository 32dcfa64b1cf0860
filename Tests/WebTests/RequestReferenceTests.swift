import Testing

@testable import Web

struct RequestReferenceTests {
    @Test func `stays the same, differs from every other, and can be read out`() {
        let references = (0..<1000).map { _ in RequestReference() }
        let texts = references.map(\.text)
        #expect(texts == references.map { "\($0)" })
        #expect(Set(texts).count == 1000)
        #expect(texts.allSatisfy { $0.wholeMatch(of: /[A-HJ-NP-Z2-9]{10}/) != nil })
    }
}
