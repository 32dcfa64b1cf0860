import Citizens
import Testing

@Suite struct ContrastDatumTests {
    @Test(arguments: [
        (NationalIdentifier.Kind.dni, [ContrastDatum.Kind.validUntil, .issuedOn]), (.nie, [.supportNumber]),
        (.special, [.issuedOn]),
    ])
    func `each kind of document has its contrast data`(
        _ document: NationalIdentifier.Kind, _ kinds: [ContrastDatum.Kind]
    ) {
        #expect(document.contrastKinds == kinds)
    }

    @Test(arguments: ["01/01/9999", "9999-01-01", "1-1-9999", "01019999", "31/12/9999"])
    func `the last day of a DNI that does not expire proves nothing`(_ typed: String) {
        #expect(throws: ContrastDatumError.permanent) { try ContrastDatum(.validUntil, typed: typed) }
        #expect(throws: ContrastDatumError.malformed) { try ContrastDatum(.issuedOn, typed: typed) }
    }

    @Test func `the last day of such a DNI proves nothing even when it is registered`() throws {
        let permanent = ContrastDatum.validUntil(try #require(CalendarDate(iso: "9999-01-01")))
        #expect(!permanent.proves(permanent))
    }

    @Test(arguments: [
        (ContrastDatum.Kind.validUntil, "09/01/2030", "2030-01-09"), (.issuedOn, "9-1-2020", "2020-01-09"),
        (.supportNumber, "aaa 000-000", "AAA000000"), (.supportNumber, "e123", "E00000123"),
    ])
    func `matches itself in every typed form`(_ kind: ContrastDatum.Kind, _ typed: String, _ kept: String) throws {
        let datum = try ContrastDatum(kind, typed: typed)
        #expect(datum.text == kept)
        #expect(datum.kind == kind)
        #expect(datum.proves(try ContrastDatum(kind, typed: kept)))
    }

    @Test func `matches no other datum, no other kind and no missing datum`() throws {
        let datum = try ContrastDatum(.validUntil, typed: "2030-01-09")
        #expect(!datum.proves(try ContrastDatum(.validUntil, typed: "2030-01-10")))
        #expect(!datum.proves(try ContrastDatum(.issuedOn, typed: "2030-01-09")))
        #expect(!datum.proves(try ContrastDatum(.supportNumber, typed: "E00000123")))
        #expect(!datum.proves(nil))
    }

    @Test(arguments: [
        (ContrastDatum.Kind.validUntil, ""), (.validUntil, "ayer"), (.issuedOn, "30/02/2020"), (.supportNumber, ""),
        (.supportNumber, "2030-01-09"),
    ])
    func `refuses an invalid datum`(_ kind: ContrastDatum.Kind, _ typed: String) {
        #expect(throws: ContrastDatumError.malformed) { try ContrastDatum(kind, typed: typed) }
    }

    @Test(arguments: [
        ("AAA000000", "AAA000000"), ("bhc-123456", "BHC123456"), ("E12345678", "E12345678"), ("e1", "E00000001"),
        ("C 00012345", "C00012345"), ("c12345", "C00012345"),
        ("E123456789", nil), ("E", nil), ("AAA00000", nil), ("AAA0000000", nil), ("AA000000", nil), ("D12345678", nil),
        ("123456789", nil), ("EEE", nil), ("E１２", nil), ("ÑAA000000", nil), ("AAA000000\0", nil), ("EC123456", nil),
    ])
    func `recognizes the formats of a support number`(_ typed: String, _ text: String?) {
        #expect(SupportNumber(typed)?.text == text)
    }

    @Test func `does not print`() throws {
        let datum = try ContrastDatum(.validUntil, typed: "2030-01-09")
        let number = try #require(SupportNumber("E12345678"))
        #expect("\(datum) \(String(reflecting: [datum]))".contains("2030") == false)
        #expect("\(number) \(ContrastDatum.supportNumber(number))".contains("1234") == false)
    }
}
