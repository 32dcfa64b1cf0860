package import Foundation

/// A row of the register of citizens.
package struct CitizenRow: Sendable, Hashable {
    package enum RegistrationLevel: String, Sendable, Storable {
        case basic
        case advanced
    }

    package enum Status: String, Sendable, Storable {
        case active
        case blocked
        case withdrawn
    }

    /// The contrast data: what a citizen must know in addition to the number of the document. At least one is not nil.
    /// Days are `YYYY-MM-DD`.
    package struct Contrast: Sendable, Hashable {
        package let validUntil: String?
        package let issuedOn: String?
        package let supportNumber: String?

        package init(validUntil: String? = nil, issuedOn: String? = nil, supportNumber: String? = nil) {
            self.validUntil = validUntil
            self.issuedOn = issuedOn
            self.supportNumber = supportNumber
        }
    }

    /// A DNI, NIE or NIF with K, L or M: nine characters including the check letter.
    package let nationalIdentifier: String
    package let givenName: String
    package let firstSurname: String
    package let secondSurname: String?
    /// `YYYY-MM-DD`.
    package let dateOfBirth: String
    package let contrast: Contrast
    /// E.164: `+` and at most 15 digits.
    package let phone: String
    package let email: String?
    package let registrationLevel: RegistrationLevel
    package let status: Status
    package let registeredAt: Date
    package let blockedAt: Date?

    /// Creates a new, active registration.
    package init(
        nationalIdentifier: String, givenName: String, firstSurname: String, secondSurname: String?,
        dateOfBirth: String, contrast: Contrast, phone: String, email: String?,
        registrationLevel: RegistrationLevel, registeredAt: Date
    ) {
        self.nationalIdentifier = nationalIdentifier
        self.givenName = givenName
        self.firstSurname = firstSurname
        self.secondSurname = secondSurname
        self.dateOfBirth = dateOfBirth
        self.contrast = contrast
        self.phone = phone
        self.email = email
        self.registrationLevel = registrationLevel
        status = .active
        self.registeredAt = registeredAt
        blockedAt = nil
    }

    init(_ row: Row) throws {
        nationalIdentifier = try row["national_identifier"]
        givenName = try row["given_name"]
        firstSurname = try row["first_surname"]
        secondSurname = try row["second_surname"]
        dateOfBirth = try row["date_of_birth"]
        contrast = Contrast(
            validUntil: try row["valid_until"], issuedOn: try row["issued_on"],
            supportNumber: try row["support_number"])
        phone = try row["phone"]
        email = try row["email"]
        registrationLevel = try row["registration_level"]
        status = try row["status"]
        registeredAt = try row["registered_at"]
        blockedAt = try row["blocked_at"]
    }
}
