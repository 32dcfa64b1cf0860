import Secrets
import Testing

@Suite struct PasswordTests {
    @Test func `the same characters give the same bytes from every keyboard`() throws {
        let composed = try Password("contrase\u{F1}a")
        let decomposed = try Password("contrasen\u{303}a")
        #expect(Array(composed.text.utf8) == Array(decomposed.text.utf8))
    }

    @Test func `compatible characters stay different`() throws {
        #expect(try Password("\u{FB01}n").text != "fin")
        #expect(try Password("１").text != "1")
    }

    @Test func `white space is part of it`() throws {
        #expect(try Password(" a ").text == " a ")
    }

    @Test func `its length is checked before normalisation`() throws {
        #expect(throws: PasswordError.empty) { try Password("") }
        #expect(throws: PasswordError.tooLong(maximumBytes: 256)) { try Password(String(repeating: "a", count: 257)) }
        #expect(throws: PasswordError.tooLong(maximumBytes: 256)) {
            try Password(String(repeating: "a", count: 10_000_000))
        }
        #expect(try Password(String(repeating: "a", count: 256)).text.count == 256)
        // 128 letters of two bytes, typed as 256 characters of three bytes each pair.
        #expect(try Password(String(repeating: "n\u{303}", count: 128)).text.utf8.count == 256)
    }

    @Test func `does not print`() throws {
        let password = try Password("correct horse")
        var dumped = ""
        dump(Optional(password), to: &dumped)
        #expect("\(password) \(String(reflecting: password))\(dumped)".contains("horse") == false)
    }
}
