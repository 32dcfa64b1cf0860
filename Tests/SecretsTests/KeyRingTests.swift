import Secrets
import Testing

@Suite struct KeyRingTests {
    /// The bytes 0, 1, … 31.
    static let masterText = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    @Test func `each purpose has a different key`() throws {
        let keys = try KeyRing(masterText: Self.masterText)
        let hashes = [
            keys.codes, keys.pseudonyms, keys.sealing, keys.forms, keys.handles, keys.identifiers, keys.browsers,
        ].map { $0.hash("a", "b") }
        #expect(Set(hashes).count == 7)
    }

    /// Stored values depend on the keys. These values, computed with Python's hashlib and hmac, must never change.
    @Test func `the same master secret always gives the same keys`() throws {
        let keys = try KeyRing(masterText: "\n " + Self.masterText + " \r\n")
        #expect(keys.codes.hash("a", "b") == (try KeyRing(masterText: Self.masterText)).codes.hash("a", "b"))
        #expect(
            keys.codes.hash("a", "b").hexadecimal == "799d27b6475db4f09cfbba981850c0e11bacf224fe3573f89f9a315041daa018")
        #expect(keys.pseudonym(of: "12345678Z") == "dd77353783ccdf3c")
        #expect(
            keys.checkValue.hexadecimal == "88c6e26131988d188056d09ec0973bf88d42e2664ce22c4c7c547a2247b870de")
    }

    @Test func `parts that join to the same text hash differently`() throws {
        let key = try KeyRing(masterText: Self.masterText).codes
        let hashes = [
            key.hash("label", "ab", "c"), key.hash("label", "a", "bc"), key.hash("label", "abc"),
            key.hash("label", "", "abc"), key.hash("label", "abc", ""), key.hash("labela", "bc"),
        ]
        #expect(Set(hashes).count == hashes.count)
        #expect(key.hash("label", "ab", "c") == key.hash("label", Array("ab".utf8), Array("c".utf8)))
    }

    @Test func `a new master secret is valid and different each time`() throws {
        let (first, second) = (KeyRing.newMasterText(random: .system), KeyRing.newMasterText(random: .system))
        #expect(first != second)
        #expect(first.utf8.count == 45)
        #expect(
            try KeyRing(masterText: first).pseudonym(of: "x") != KeyRing(masterText: second).pseudonym(of: "x"))
    }

    @Test(arguments: [
        ("", MasterSecretError.empty), (" \n", .empty), ("secret!", .notBase64),
        (masterText.replacing("=", with: ""), .notBase64), (masterText + " " + masterText, .notBase64),
        ("AAEC", .length(expectedBytes: 32, receivedBytes: 3)),
        ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g", .length(expectedBytes: 32, receivedBytes: 33)),
        (String(repeating: "A", count: 43) + "=", .constant),
    ])
    func `refuses a file with other content`(_ text: String, _ error: MasterSecretError) {
        #expect(throws: error) { try KeyRing(masterText: text) }
    }

    @Test func `a hash is read back from its text and its bytes`() throws {
        let hash = try KeyRing(masterText: Self.masterText).forms.hash("form", "x")
        #expect(SecretHash(hash.text) == hash)
        #expect(SecretHash(bytes: hash.bytes) == hash)
        #expect(SecretHash(bytes: Array(hash.bytes.dropLast())) == nil)
        #expect(SecretHash(String(hash.text.dropLast())) == nil)
        #expect(SecretHash("") == nil)
    }

    @Test func `keys do not print`() throws {
        let keys = try KeyRing(masterText: Self.masterText)
        #expect("\(keys.codes)" == "‹PurposeKey›")
    }
}
