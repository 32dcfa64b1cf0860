package import Citizens

/// Who somebody is, as a proof showed it: what can be told to a service.
package struct NaturalPerson: Hashable, Codable, Sendable {
    package let identifier: NationalIdentifier
    /// As the register or the certificate spells it; so are the surnames.
    package let givenName: String
    package let firstSurname: String
    package let secondSurname: String?
    /// Nil for somebody who is known from a certificate alone.
    package let dateOfBirth: CalendarDate?

    package init(
        identifier: NationalIdentifier, givenName: String, firstSurname: String, secondSurname: String?,
        dateOfBirth: CalendarDate?
    ) {
        self.identifier = identifier
        self.givenName = givenName
        self.firstSurname = firstSurname
        self.secondSurname = secondSurname
        self.dateOfBirth = dateOfBirth
    }

    /// Both surnames, as identity documents write them.
    package var familyName: String {
        [firstSurname, secondSurname].compactMap(\.self).joined(separator: " ")
    }
}
