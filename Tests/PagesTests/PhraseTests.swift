import Testing

@testable import Pages

@Suite struct PhraseTests {
    @Test func `separates words and parameters`() {
        #expect(Phrase("{a} y {b}.").pieces == [.parameter("a"), .text(" y "), .parameter("b"), .text(".")])
        #expect(Phrase("sin nada").pieces == [.text("sin nada")])
        #expect(Phrase("abierta {a").pieces == [.text("abierta {a")])
    }

    @Test func `a text without parameters is unchanged`() {
        #expect(Phrase("sin nada").filled { _ in "x" } == "sin nada")
        #expect(Phrase("").filled { _ in "x" } == "")
        #expect(Phrase("{a}").filled { $0 } == "a")
    }

    @Test func `a value with braces is not treated as a parameter`() {
        #expect(Phrase("{a}{b}").filled { $0 == "a" ? "{b}" : "2" } == "{b}2")
    }
}
