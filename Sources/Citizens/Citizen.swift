import Secrets

/// A person in the register.
///
/// The hash of the password is a separate credential.
package struct Citizen: Hashable, Sendable, Unprintable {
    package enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case active
        /// Blocked by an operator: no method of the register works.
        case blocked
    }

    package let identifier: NationalIdentifier
    package let givenName: PersonName
    package let firstSurname: PersonName
    /// Nil for a foreigner with one surname.
    package let secondSurname: PersonName?
    package let dateOfBirth: CalendarDate
    package let contrast: ContrastDatum
    /// The telephone to which codes are sent.
    package let phone: PhoneNumber
    package let email: EmailAddress?
    package let registrationLevel: RegistrationLevel
    package let status: Status

    /// - Throws: `CitizenError.contrast` when documents of this kind do not have this kind of datum.
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

    /// Both surnames: the value of the eIDAS attribute CurrentFamilyName.
    package var surnames: String {
        [firstSurname.text, secondSurname?.text].compactMap { $0 }.joined(separator: " ")
    }

    /// The name that is shown to the person.
    package var fullName: String { "\(givenName.text) \(surnames)" }
}

/// The reason why valid data cannot belong to the same citizen.
package enum CitizenError: Error, Hashable {
    case contrast(expected: [ContrastDatum.Kind], received: ContrastDatum.Kind)
}
