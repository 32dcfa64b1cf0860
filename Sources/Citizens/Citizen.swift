import Secrets

/// A person in the register.
///
/// The password's hash is a credential of its own and not part of it.
package struct Citizen: Hashable, Sendable, Unprintable {
    package enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case active
        /// By an operator: no method of the register works.
        case blocked
    }

    package let identifier: NationalIdentifier
    package let givenName: PersonName
    package let firstSurname: PersonName
    /// Foreigners may have one surname.
    package let secondSurname: PersonName?
    package let dateOfBirth: CalendarDate
    package let contrast: ContrastDatum
    /// Where codes are sent.
    package let phone: PhoneNumber
    package let email: EmailAddress?
    package let registrationLevel: RegistrationLevel
    package let status: Status

    /// - Throws: `CitizenError.contrast` when such a document has no such datum.
    package init(
        identifier: NationalIdentifier, givenName: PersonName, firstSurname: PersonName,
        secondSurname: PersonName? = nil, dateOfBirth: CalendarDate, contrast: ContrastDatum, phone: PhoneNumber,
        email: EmailAddress? = nil, registrationLevel: RegistrationLevel, status: Status = .active
    ) throws(CitizenError) {
        guard identifier.kind.contrastKinds.contains(contrast.kind) else {
            throw .contrast(expected: identifier.kind.contrastKinds, received: contrast.kind)
        }
        self.identifier = identifier
        self.givenName = givenName
        self.firstSurname = firstSurname
        self.secondSurname = secondSurname
        self.dateOfBirth = dateOfBirth
        self.contrast = contrast
        self.phone = phone
        self.email = email
        self.registrationLevel = registrationLevel
        self.status = status
    }

    /// Both surnames, as eIDAS' CurrentFamilyName has them.
    package var surnames: String {
        [firstSurname.text, secondSurname?.text].compactMap { $0 }.joined(separator: " ")
    }

    /// For the person's own eyes.
    package var fullName: String { "\(givenName.text) \(surnames)" }
}

/// Why data, each right by itself, are no citizen's together.
package enum CitizenError: Error, Hashable {
    case contrast(expected: [ContrastDatum.Kind], received: ContrastDatum.Kind)
}
