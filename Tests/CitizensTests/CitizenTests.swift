import Citizens
import Testing

@Suite struct CitizenTests {
    @Test func `joins both surnames`() throws {
        let two = try Example.citizen()
        #expect(two.surnames == "Ruiz Núñez")
        #expect(two.fullName == "Ana María Ruiz Núñez")
        #expect(two.status == .active)
        let one = try Example.citizen(secondSurname: nil)
        #expect(one.surnames == "Ruiz")
    }

    @Test(arguments: [
        ("12345678Z", ContrastDatum.Kind.supportNumber, "E00000001"), ("X1234567L", .validUntil, "2030-01-01"),
        ("X1234567L", .issuedOn, "2020-01-01"), ("M1234567L", .validUntil, "2030-01-01"),
    ])
    func `refuses a datum that the document does not have`(
        _ document: String, _ kind: ContrastDatum.Kind, _ typed: String
    ) throws {
        let identifier = try NationalIdentifier(document)
        #expect(throws: CitizenError.contrast(expected: identifier.kind.contrastKinds, received: kind)) {
            try Example.citizen(document: document, contrast: ContrastDatum(kind, typed: typed))
        }
    }

    @Test func `does not print`() throws {
        let citizen = try Example.citizen()
        var dumped = ""
        dump([citizen], to: &dumped)
        let printed = "\(citizen) \(String(reflecting: [citizen])) \(dumped)"
        for secret in ["Ana", "Ruiz", "1234", "600", "1980", "2030", "@"] {
            #expect(!printed.contains(secret))
        }
    }

    @Test func `the advanced level is above the basic one`() {
        #expect(RegistrationLevel.basic < .advanced)
        #expect(!(RegistrationLevel.advanced < .basic))
        #expect(!(RegistrationLevel.basic < .basic))
        #expect(RegistrationLevel.allCases.max() == .advanced)
    }
}

@Suite struct PersonNameTests {
    @Test(arguments: [
        ("Ana", "Ana"), ("  María del Carmen ", "María del Carmen"), ("O'Brien", "O'Brien"),
        ("Nu\u{301}n\u{303}ez", "Núñez"),
        ("L·luís", "L·luís"), ("Ibáñez-Etxeberria", "Ibáñez-Etxeberria"), ("李", "李"), ("<b>&", "<b>&"),
    ])
    func `keeps a name in NFC`(_ typed: String, _ text: String) throws {
        #expect(Array(try PersonName(typed).text.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test(arguments: [
        ("", PersonNameError.empty), (" \n ", .empty), ("Ana\u{0}", .character), ("Ana\nRuiz", .character),
        ("Ana\u{202E}", .character), ("A\u{200B}na", .character), ("Ana\u{85}Ruiz", .character),
        ("A\u{FFFE}", .character),
        ("A\u{E000}", .character), ("A\u{2028}B", .character),
        (String(repeating: "a", count: 257), .tooLong(maximumCharacters: 256)),
        ("a" + String(repeating: "\u{323}", count: 257), .tooLong(maximumCharacters: 256)),
        (String(repeating: "a", count: 1_000_000), .tooLong(maximumCharacters: 256)),
    ])
    func `refuses an invalid name`(_ typed: String, _ error: PersonNameError) {
        #expect(throws: error) { try PersonName(typed) }
    }

    @Test func `accepts 256 characters`() throws {
        #expect(try PersonName(String(repeating: "ñ", count: 256)).text.count == 256)
    }
}
