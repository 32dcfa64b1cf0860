import Citizens

/// A valid citizen, in which a test changes one value.
enum Example {
    static func citizen(
        document: String = "12345678Z", givenName: String = "Ana María", firstSurname: String = "Ruiz",
        secondSurname: String? = "Núñez", contrast: ContrastDatum? = nil
    ) throws -> Citizen {
        try Citizen(
            identifier: NationalIdentifier(document), givenName: PersonName(givenName),
            firstSurname: PersonName(firstSurname), secondSurname: secondSurname.map { name in try PersonName(name) },
            dateOfBirth: date("1980-02-29"), contrast: contrast ?? ContrastDatum(.validUntil, typed: "2030-01-01"),
            phone: PhoneNumber("600123456"), email: EmailAddress("ana@example.org"), registrationLevel: .basic)
    }

    struct NoSuchDate: Error {}

    static func date(_ iso: String) throws -> CalendarDate {
        guard let date = CalendarDate(iso: iso) else { throw NoSuchDate() }
        return date
    }
}
