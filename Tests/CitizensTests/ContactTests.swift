import Citizens
import Foundation
import Testing

@Suite struct PhoneNumberTests {
    @Test(arguments: [
        "600123456", "34600123456", "0034600123456", "+34 600 123 456", "+34-600-12-34-56", "(+34) 600.123.456",
        " 600 12 34 56 ", "600\u{A0}123\u{A0}456",
    ])
    func `reads a Spanish mobile in every form`(_ typed: String) throws {
        let phone = try PhoneNumber(typed)
        #expect(phone.text == "+34600123456")
        #expect(!phone.isForeign)
        #expect(phone.masked == "••••••456")
    }

    @Test(arguments: [
        ("712345678", "+34712345678", false), ("+351912345678", "+351912345678", true),
        ("351912345678", "+351912345678", true), ("00351 912 345 678", "+351912345678", true),
        ("+33 6 12 34 56 78", "+33612345678", true), ("+2905123", "+2905123", true),
        ("+123456789012345", "+123456789012345", true),
    ])
    func `reads and marks foreign numbers`(_ typed: String, _ text: String, _ isForeign: Bool) throws {
        let phone = try PhoneNumber(typed)
        #expect(phone.text == text)
        #expect(phone.isForeign == isForeign)
    }

    @Test(arguments: [
        ("", PhoneNumberError.empty), (" - ", .empty), ("912345678", .fixedLine), ("+34912345678", .fixedLine),
        ("0034 812 345 678", .fixedLine), ("34912345678", .fixedLine),
        ("60012345", .shape), ("6001234567890123", .shape), ("+3460012345", .shape), ("+346001234567", .shape),
        ("346001234567", .shape), ("500123456", .shape), ("012345678", .shape), ("+0123456789", .shape), ("+", .shape),
        ("00", .shape),
        ("+1234567890123456", .shape), ("+34+600123456", .shape), ("600123456x", .shape), ("６００123456", .shape),
        ("600123456\0", .shape), ("+123456", .shape), ("600123456;ext=1", .shape),
        (String(repeating: "6", count: 100_000), .shape),
    ])
    func `refuses everything else`(_ typed: String, _ error: PhoneNumberError) {
        #expect(throws: error) { try PhoneNumber(typed) }
    }

    @Test func `is coded in E.164 and does not print`() throws {
        let phone = try PhoneNumber("600123456")
        #expect(try JSONDecoder().decode([PhoneNumber].self, from: Data(#"["+34600123456"]"#.utf8)) == [phone])
        #expect(!"\(phone) \(String(reflecting: [phone]))".contains("600"))
    }
}

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("ana@example.org", "ana@example.org"), (" Ana.Ruiz+clave@Example.ORG ", "Ana.Ruiz+clave@example.org"),
        ("o'brien@sub.example.co", "o'brien@sub.example.co"), ("a@xn--espaa-rta.example", "a@xn--espaa-rta.example"),
    ])
    func `reads an address`(_ typed: String, _ text: String) {
        #expect(EmailAddress(typed)?.text == text)
    }

    @Test(arguments: [
        "", "ana", "ana@", "@example.org", "ana@example", "ana@@example.org", "a@b@example.org", "ana@exa mple.org",
        "ana ruiz@example.org", "ana@example..org", "ana@.example.org", "ana@example.org.", "ana@-a.org", "ana@a-.org",
        ".ana@example.org", "ana.@example.org", "a..b@example.org", "ana@127.0.0.1", "ana@[127.0.0.1]",
        "ana@example.org\r\nBcc: x@example.org", "\"ana\"@example.org", "<ana@example.org>", "ana,b@example.org",
        "aña@example.org", "ana@españa.example",
        String(repeating: "a", count: 65) + "@example.org", "a@" + String(repeating: "a", count: 64) + ".org",
        "a@" + String(repeating: "abcdefg.", count: 32) + "org",
    ])
    func `refuses an invalid address`(_ typed: String) {
        #expect(EmailAddress(typed) == nil)
    }
}
