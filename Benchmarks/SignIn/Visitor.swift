import Citizens

/// An invented citizen who signs in once, from a separate address, so that the limits of production delay no citizen.
struct Visitor: Sendable {
    let number: Int

    private static let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE")

    /// A well-formed DNI.
    var document: String {
        let digits = 10_000_000 + number
        return "\(digits)\(Self.letters[digits % Self.letters.count])"
    }

    /// The contrast datum, as typed.
    let contrast = "01/01/2035"

    /// E.164.
    var phone: String { "+34\(600_000_000 + number)" }

    /// A loopback address: there are sixteen million.
    var address: UInt32 { 0x7F01_0000 + UInt32(number) }

    func citizen() throws -> Citizen {
        guard let birth = CalendarDate(iso: "1985-03-14") else { throw NoSuchDay() }
        return try Citizen(
            identifier: NationalIdentifier(document), givenName: PersonName("Ana"),
            firstSurname: PersonName("Española"), secondSurname: PersonName("del Test"), dateOfBirth: birth,
            contrast: ContrastDatum(.validUntil, typed: contrast), phone: PhoneNumber(phone),
            registrationLevel: .advanced)
    }

    private struct NoSuchDay: Error {}
}
