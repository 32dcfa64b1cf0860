import Citizens
import Foundation
import Secrets
import TestRandomSource
import Testing

@Suite struct NationalIdentifierTests {
    @Test(arguments: [
        ("12345678Z", NationalIdentifier.Kind.dni), ("00000000T", .dni), ("00000001R", .dni), ("11111111H", .dni),
        ("87654321X", .dni), ("99999999R", .dni), ("X0000000T", .nie), ("X1234567L", .nie), ("Y1234567X", .nie),
        ("Y0000001S", .nie), ("Z1234567R", .nie), ("Z7654321H", .nie), ("M1234567L", .special),
        ("K1234567L", .special), ("L1234567L", .special),
    ])
    func `accepts the right letter and no other`(_ text: String, _ kind: NationalIdentifier.Kind) throws {
        let identifier = try NationalIdentifier(text)
        #expect(identifier.text == text)
        #expect(identifier.kind == kind)
        #expect(identifier.personIdentifier == "ES/ES/\(text)")
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" where letter != text.last {
            // A special NIF with another letter may be an entity's NIF. It is refused in both cases.
            #expect(throws: NationalIdentifierError.letter) {
                try NationalIdentifier(text.dropLast() + String(letter))
            }
        }
    }

    @Test(arguments: [
        ("12345678z", "12345678Z"), (" 12345678Z ", "12345678Z"), ("12.345.678-Z", "12345678Z"),
        ("12 345 678 Z", "12345678Z"), ("12345678-z\r\n", "12345678Z"), ("12\u{A0}345\u{A0}678Z", "12345678Z"),
        ("1234567L", "01234567L"), ("1R", "00000001R"), ("0R", nil), ("0T", "00000000T"),
        ("x-1234567-l", "X1234567L"), ("m1234567l", "M1234567L"),
    ])
    func `reads what people type`(_ typed: String, _ text: String?) throws {
        #expect((try? NationalIdentifier(typed))?.text == text)
    }

    @Test(arguments: [
        ("", NationalIdentifierError.empty), ("   ", .empty), (" .- ", .empty),
        ("12345678A", .letter), ("X1234567A", .letter), ("1234567Z", .letter),
        ("Ñ1234567L", .shape), ("123456789", .shape), ("123456789Z", .shape), ("012345678Z", .shape),
        ("12345678", .shape),
        ("１２３４５６７８Z", .shape), ("12345678Ｚ", .shape), ("١٢٣٤٥٦٧٨Z", .shape),
        ("X123456L", .shape), ("X12345678L", .shape), ("Z", .shape), ("XL", .shape), ("1234567ZZ", .shape),
        ("ES12345678Z", .shape), ("12345678Z'", .shape), ("12345678Z\0", .shape), ("12/345678Z", .shape),
        ("W1234567L", .shape), ("T1234567L", .shape), ("ı2345678Z", .shape), ("12345678\u{17F}", .shape),
        (String(repeating: "1", count: 100_000), .shape), (String(repeating: " ", count: 100_000), .shape),
    ])
    func `refuses everything else`(_ typed: String, _ error: NationalIdentifierError) {
        #expect(throws: error) { try NationalIdentifier(typed) }
    }

    @Test(arguments: ["A12345674", "A1234567D", "Q2826011E", "Q28260115", "q-2826011-e", "B 1234567 4", "W1234567D"])
    func `distinguishes an entity's NIF from a typing error`(_ typed: String) {
        #expect(throws: NationalIdentifierError.entity) { try NationalIdentifier(typed) }
    }

    @Test(arguments: ["A12345673", "A1234567E", "Q2826011A", "Q28260116"])
    func `refuses an entity's NIF with a wrong control character`(_ typed: String) {
        #expect(throws: NationalIdentifierError.shape) { try NationalIdentifier(typed) }
        #expect(EntityIdentifier(typed) == nil)
    }

    @Test func `finds any single wrong digit of a DNI`() throws {
        let digits = Array("0123456789")
        let right = Array("12345678Z")
        for position in 0..<8 {
            for digit in digits where digit != right[position] {
                var wrong = right
                wrong[position] = digit
                #expect(throws: NationalIdentifierError.letter) { try NationalIdentifier(String(wrong)) }
            }
        }
    }

    @Test func `every DNI has exactly one letter, and reads back as itself`() throws {
        let seed: UInt64 = 2026
        let random = RandomSource.seeded(seed)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for _ in 0..<300 {
            let digits = random.digits(8)
            let accepted = letters.compactMap { letter in try? NationalIdentifier(digits + String(letter)) }
            #expect(accepted.count == 1, "seed \(seed), \(digits)")
            let identifier = try #require(accepted.first)
            #expect(try NationalIdentifier(identifier.text) == identifier)
            #expect(!"IÑOU".contains(identifier.text.suffix(1)))
            let unpadded = String(identifier.text.drop { $0 == "0" })
            #expect(try NationalIdentifier(unpadded) == identifier, "seed \(seed), \(digits)")
        }
    }

    @Test func `refuses hostile text without a crash`() {
        let seed: UInt64 = 99
        let random = RandomSource.seeded(seed)
        for _ in 0..<2000 {
            let bytes = random.bytes(random.number(below: 12))
            let typed = String(decoding: bytes, as: UTF8.self)
            if let identifier = try? NationalIdentifier(typed) {
                #expect(identifier.text.wholeMatch(of: /[0-9XYZKLM][0-9]{7}[A-Z]/) != nil, "seed \(seed)")
            }
        }
    }

    @Test func `is encoded as text and validated when decoded`() throws {
        let identifier = try NationalIdentifier("12345678Z")
        let json = try JSONEncoder().encode([identifier])
        #expect(String(decoding: json, as: UTF8.self) == #"["12345678Z"]"#)
        #expect(try JSONDecoder().decode([NationalIdentifier].self, from: json) == [identifier])
        #expect(throws: NationalIdentifierError.letter) {
            try JSONDecoder().decode([NationalIdentifier].self, from: Data(#"["12345678A"]"#.utf8))
        }
    }

    @Test func `does not print, and shows the person only its end`() throws {
        let identifier = try NationalIdentifier("12345678Z")
        var dumped = ""
        dump([identifier], to: &dumped)
        #expect(!"\(identifier) \(Optional(identifier).debugDescription) \(dumped)".contains("1234"))
        #expect(identifier.masked == "•••••678Z")
    }
}
