import Citizens
import Foundation
import Secrets
import TestDice
import Testing

@Suite struct CodesTests {
    let key: PurposeKey
    let document: NationalIdentifier

    init() throws {
        key = try PurposeKeys(masterText: PurposeKeys.newMasterText(dice: .seeded(1))).codes
        document = try NationalIdentifier("12345678Z")
    }

    @Test(arguments: [
        ("ab12", "AB12"), ("AB12", "AB12"), (" a b 1 2 ", "AB12"), ("0189", "0189"), ("aB-12", "AB12"),
        ("", nil), ("ab1", nil), ("ab123", nil), ("añ12", nil), ("ab1!", nil), ("ａb12", nil), ("ab1\0", nil),
        ("aß1", nil),
    ])
    func `one's own code is four letters or digits`(_ typed: String, _ text: String?) {
        #expect(OwnCode(typed)?.text == text)
    }

    @Test func `the proposed code can be typed and is not misread`() throws {
        let seed: UInt64 = 5
        let dice = Dice.seeded(seed)
        for _ in 0..<200 {
            let code = OwnCode.proposed(by: dice)
            #expect(OwnCode(code.text.lowercased()) == code, "seed \(seed)")
            #expect(!code.text.contains { "IO01".contains($0) }, "seed \(seed)")
        }
    }

    @Test func `the PIN is drawn from all of A–Z and 2–7, evenly`() {
        let seed: UInt64 = 6
        let dice = Dice.seeded(seed)
        var counts: [Character: Int] = [:]
        for _ in 0..<4000 {
            let pin = PIN(dice: dice).text
            #expect(pin.count == 3)
            for character in pin { counts[character, default: 0] += 1 }
        }
        #expect(Set(counts.keys) == Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), "seed \(seed)")
        // 12,000 characters over 32 symbols: 375 each, standard deviation 19.
        #expect(counts.values.allSatisfy { (260...490).contains($0) }, "seed \(seed)")
    }

    @Test func `the access code is one's own code and the PIN, however typed`() throws {
        let ownCode = try #require(OwnCode("ab12"))
        let pin = PIN(dice: .loaded([0, 25, 31]))
        let code = AccessCode(ownCode: ownCode, pin: pin)
        #expect(code.text == "AB12AZ7")
        for typed in ["AB12AZ7", "ab12az7", " ab12 az7 ", "AB12-AZ7", "a b 1 2 a z 7"] {
            let read = try #require(AccessCode(typed))
            #expect(
                read.hash(key: key, login: "login-1", document: document)
                    == code.hash(key: key, login: "login-1", document: document))
        }
    }

    @Test(arguments: [
        "", "AB12AZ", "AB12AZ77", "AB12AZ1", "AB12AZ0", "AB128ZZ", "AB12AÑ7", "AB12AZ７", "AB12AZ!", "AZ7",
    ])
    func `what cannot be an access code is not one`(_ typed: String) {
        #expect(AccessCode(typed) == nil)
    }

    @Test func `a code serves one login, one document and one purpose`() throws {
        let code = try #require(AccessCode("AB12AZ7"))
        let digits = try #require(OneTimeCode("01234567"))
        let otherDocument = try NationalIdentifier("X1234567L")
        let otherKey = try PurposeKeys(masterText: PurposeKeys.newMasterText(dice: .seeded(2))).codes
        let hashes = [
            code.hash(key: key, login: "1", document: document), code.hash(key: key, login: "2", document: document),
            code.hash(key: key, login: "1", document: otherDocument),
            code.hash(key: otherKey, login: "1", document: document),
            try #require(AccessCode("AB12AZ6")).hash(key: key, login: "1", document: document),
            digits.hash(key: key, login: "1", document: document),
            digits.hash(key: key, login: "2", document: document),
            digits.hash(key: key, login: "1", document: otherDocument),
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func `a one-time code is eight digits`() throws {
        #expect(OneTimeCode(dice: .loaded([0])).text == "00000000")
        #expect(OneTimeCode(" 0123 4567 ")?.text == "01234567")
        for typed in ["", "0123456", "012345678", "0123456A", "０1234567", "-1234567", "+1234567"] {
            #expect(OneTimeCode(typed) == nil, "\(typed)")
        }
    }

    @Test func `codes live ten and five minutes and have three attempts`() {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(CodePolicy.accessCode.expiry(of: now) == now.addingTimeInterval(600))
        #expect(CodePolicy.oneTimeCode.expiry(of: now) == now.addingTimeInterval(300))
        #expect(CodePolicy.accessCode.maximumAttempts == 3)
        #expect(CodePolicy.oneTimeCode.maximumAttempts == 3)
    }

    @Test func `codes do not print`() throws {
        let ownCode = try #require(OwnCode("AB12"))
        let pin = PIN(dice: .loaded([0, 25, 31]))
        let code = AccessCode(ownCode: ownCode, pin: pin)
        let printed = "\(ownCode) \(pin) \(code) \(OneTimeCode(dice: .loaded([7]))) \(String(reflecting: [code]))"
        #expect(printed == "‹OwnCode› ‹PIN› ‹AccessCode› ‹OneTimeCode› [‹AccessCode›]")
    }
}
