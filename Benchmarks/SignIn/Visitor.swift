import Citizens

/// An invented citizen who signs in once, from a network address of their own, so that the limits of production hold
/// nobody up.
struct Visitor: Sendable {
    let number: Int

    private static let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE")

    /// A well-formed DNI.
    var document: String {
        let digits = 10_000_000 + number
        return "\(digits)\(Self.letters[digits % Self.letters.count])"
    }

    /// What is asked beside the document, as the person types it.
    let contrast = "01/01/2035"

    /// One of loopback's sixteen million.
    var address: UInt32 { 0x7F01_0000 + UInt32(number) }

    func citizen() throws -> Citizen {
        guard let birth = CalendarDate(iso: "1985-03-14") else { throw NoSuchDay() }
        return try Citizen(
            identifier: NationalIdentifier(document), givenName: PersonName("Ana"),
            firstSurname: PersonName("Española"), secondSurname: PersonName("del Test"), dateOfBirth: birth,
            contrast: ContrastDatum(.validUntil, typed: contrast), phone: PhoneNumber("+34\(600_000_000 + number)"),
            registrationLevel: .advanced)
    }

    private struct NoSuchDay: Error {}
}
