import Secrets
import TestRandomSource
import Testing

@Suite struct HandleTests {
    @Test func `is read back from its text`() throws {
        let handle = Handle(random: .seeded(1))
        #expect(handle.text.utf8.count == 43)
        #expect(handle.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        let back = try #require(Handle(handle.text))
        #expect(back == handle)
        #expect(back.hash == handle.hash)
    }

    @Test func `is stored as its SHA-256`() throws {
        let handle = try #require(Handle(String(repeating: "A", count: 43)))
        #expect(handle.bytes == [UInt8](repeating: 0, count: 32))
        #expect(
            handle.hash.hexadecimal == "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925")
    }

    @Test func `two handles differ, and so do their hashes`() {
        let random = RandomSource.seeded(2)
        let (first, second) = (Handle(random: random), Handle(random: random))
        #expect(first != second)
        #expect(first.hash != second.hash)
    }

    @Test(arguments: [
        "", "A", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
        String(repeating: "A", count: 43) + "=", String(repeating: "A", count: 42) + "B",
        String(repeating: "A", count: 42) + "+", String(repeating: "A", count: 42) + " ",
        String(repeating: "A", count: 42) + "\n", String(repeating: "A", count: 42) + "\0",
        String(repeating: "é", count: 21) + "A",
    ])
    func `refuses a text that is not canonical`(_ text: String) {
        #expect(Handle(text) == nil)
    }

    @Test func `does not print`() {
        let handle = Handle(random: .seeded(3))
        var dumped = ""
        dump([handle], to: &dumped)
        #expect("\(handle)" == "‹Handle›")
        #expect(String(reflecting: [handle]) == "[‹Handle›]")
        #expect(!dumped.contains("bytes"))
    }
}
