import Citizens
import Foundation
import Secrets
import TestRandomSource
import Testing

@Suite struct CodesTests {
    let key: PurposeKey
    let document: NationalIdentifier

    init() throws {
        key = try KeyRing(masterText: KeyRing.newMasterText(random: .seeded(1))).codes
        document = try NationalIdentifier("12345678Z")
    }

    @Test(arguments: [
        ("ab12", "AB12"), ("AB12", "AB12"), (" a b 1 2 ", "AB12"), ("0189", "0189"), ("aB-12", "AB12"),
        ("", nil), ("ab1", nil), ("ab123", nil), ("añ12", nil), ("ab1!", nil), ("ａb12", nil), ("ab1\0", nil),
        ("aß1", nil),
    ])
    func `the own code is four letters or digits`(_ typed: String, _ text: String?) {
        #expect(OwnCode(typed)?.text == text)
    }

    @Test func `a text of more than 64 octets is not a code, even with spaces only`() {
        #expect(OwnCode("ab12" + String(repeating: " ", count: 60))?.text == "AB12")
        #expect(OwnCode("ab12" + String(repeating: " ", count: 61)) == nil)
    }

    @Test func `the proposed code can be typed and is not misread`() throws {
        let seed: UInt64 = 5
        let random = RandomSource.seeded(seed)
        for _ in 0..<200 {
            let code = OwnCode.proposed(by: random)
            #expect(OwnCode(code.text.lowercased()) == code, "seed \(seed)")
            #expect(!code.text.contains { "IO01".contains($0) }, "seed \(seed)")
        }
    }

    @Test(arguments: [
        (PINFormat.standard, "0123456789"),
        (PINFormat(length: 6, symbols: .letters), "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    ])
    func `a PIN is drawn uniformly from its alphabet`(_ format: PINFormat, _ alphabet: String) {
        let seed: UInt64 = 6
        let random = RandomSource.seeded(seed)
        var counts: [Character: Int] = [:]
        for _ in 0..<4000 {
            let pin = PIN(random: random, format: format).text
            #expect(pin.count == format.length)
            for character in pin { counts[character, default: 0] += 1 }
        }
        #expect(Set(counts.keys) == Set(alphabet), "seed \(seed)")
        // Within six standard deviations of the mean.
        let mean = Double(4000 * format.length) / Double(alphabet.count)
        #expect(counts.values.allSatisfy { abs(Double($0) - mean) < 6 * mean.squareRoot() }, "seed \(seed)")
    }

    @Test func `eight digits have more than the required entropy, three characters less`() {
        #expect(PINFormat.standard.bits > 26.5)
        #expect(PINFormat.standard.bits >= PINFormat.requiredBits)
        #expect(PINFormat(length: 3, symbols: .letters).bits == 15)
        #expect(PINFormat(length: 6, symbols: .digits).bits < PINFormat.requiredBits)
        #expect(PINFormat(length: 4, symbols: .letters).bits == PINFormat.requiredBits)
    }

    @Test func `the access code is the own code and the PIN, with or without the own code typed`() throws {
        let ownCode = try #require(OwnCode("ab12"))
        let pin = PIN(random: .loaded([0, 5, 9]), format: PINFormat(length: 3, symbols: .digits))
        let code = AccessCode(ownCode: ownCode, pin: pin)
        #expect(code.text == "AB12059")
        for typed in ["AB12059", "ab12059", " ab12 059 ", "AB12-059", "059", " 0 5-9 "] {
            let read = try #require(AccessCode(typed, ownCode: ownCode, format: PINFormat(length: 3, symbols: .digits)))
            #expect(
                read.hash(key: key, login: "login-1", document: document)
                    == code.hash(key: key, login: "login-1", document: document))
        }
    }

    @Test(arguments: [
        "", "AB12", "AB121234567", "AB12123456789", "1234567", "123456789", "1234567A", "AB12Ñ2345678", "１２３４５６７８",
        "AB12-1234567!", "+12345678",
    ])
    func `refuses a text that cannot be an access code`(_ typed: String) throws {
        #expect(AccessCode(typed, ownCode: try #require(OwnCode("ab12"))) == nil)
    }

    @Test func `a code is valid for one login, one document and one purpose`() throws {
        let ownCode = try #require(OwnCode("AB12"))
        let code = try #require(AccessCode("00000007", ownCode: ownCode))
        let digits = try #require(OneTimeCode("01234567"))
        let otherDocument = try NationalIdentifier("X1234567L")
        let otherKey = try KeyRing(masterText: KeyRing.newMasterText(random: .seeded(2))).codes
        let hashes = [
            code.hash(key: key, login: "1", document: document), code.hash(key: key, login: "2", document: document),
            code.hash(key: key, login: "1", document: otherDocument),
            code.hash(key: otherKey, login: "1", document: document),
            try #require(AccessCode("00000006", ownCode: ownCode)).hash(key: key, login: "1", document: document),
            digits.hash(key: key, login: "1", document: document),
            digits.hash(key: key, login: "2", document: document),
            digits.hash(key: key, login: "1", document: otherDocument),
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func `a one-time code is eight digits`() throws {
        #expect(OneTimeCode(random: .loaded([0])).text == "00000000")
        #expect(OneTimeCode(" 0123 4567 ")?.text == "01234567")
        for typed in ["", "0123456", "012345678", "0123456A", "０1234567", "-1234567", "+1234567"] {
            #expect(OneTimeCode(typed) == nil, "\(typed)")
        }
    }

    @Test func `codes are valid for ten and five minutes and three attempts`() {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(CodePolicy.accessCode.expiry(of: now) == now.addingTimeInterval(600))
        #expect(CodePolicy.oneTimeCode.expiry(of: now) == now.addingTimeInterval(300))
        #expect(CodePolicy.accessCode.maximumAttempts == 3)
        #expect(CodePolicy.oneTimeCode.maximumAttempts == 3)
    }

    @Test func `codes do not print`() throws {
        let ownCode = try #require(OwnCode("AB12"))
        let pin = PIN(random: .loaded([0, 25, 31]))
        let code = AccessCode(ownCode: ownCode, pin: pin)
        let printed = "\(ownCode) \(pin) \(code) \(OneTimeCode(random: .loaded([7]))) \(String(reflecting: [code]))"
        #expect(printed == "‹OwnCode› ‹PIN› ‹AccessCode› ‹OneTimeCode› [‹AccessCode›]")
    }
}
