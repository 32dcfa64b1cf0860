import Citizens
import Foundation
import Secrets
import Storage

/// Reads citizens from the register, and validates them with the register's rules.
struct CitizenLookup {
    private let store: CitizenStore

    init(_ connection: Connection) {
        store = CitizenStore(connection)
    }

    /// Returns the citizen with that document, if registered. One statement runs in both cases.
    func citizen(_ document: NationalIdentifier) throws -> Citizen? {
        try store.find(document.text).flatMap { try Citizen($0.citizen) }
    }

    /// Returns the same citizen with their password's hash and the time when the password was set, if there is one.
    func credentials(
        _ document: NationalIdentifier
    ) throws -> (citizen: Citizen?, password: PasswordHash?, setAt: Date?) {
        guard let found = try store.find(document.text) else { return (nil, nil, nil) }
        return (try Citizen(found.citizen), found.passwordHash.flatMap { PasswordHash($0) }, found.passwordSetAt)
    }
}

extension Citizen {
    /// Reads a row; nil for a citizen who has withdrawn, because their data must not be used.
    ///
    /// - Throws: `StorageFault.corrupted` when the row breaks the register's rules.
    init?(_ row: CitizenRow) throws {
        let status: Status
        switch row.status {
        case .active: status = .active
        case .blocked: status = .blocked
        case .withdrawn: return nil
        }
        do {
            guard let dateOfBirth = CalendarDate(iso: row.dateOfBirth) else {
                throw StorageFault.corrupted("citizens.date_of_birth")
            }
            try self.init(
                identifier: NationalIdentifier(row.nationalIdentifier), givenName: PersonName(row.givenName),
                firstSurname: PersonName(row.firstSurname),
                secondSurname: row.secondSurname.map { text throws(PersonNameError) in try PersonName(text) },
                dateOfBirth: dateOfBirth, contrast: ContrastDatum(row.contrast), phone: PhoneNumber(row.phone),
                email: row.email.flatMap { EmailAddress($0) },
                registrationLevel: RegistrationLevel(row.registrationLevel), status: status)
        } catch let fault as StorageFault {
            throw fault
        } catch {
            throw StorageFault.corrupted("citizens: a row violates the rules of the register")
        }
    }
}

extension ContrastDatum {
    /// Reads the datum of a row, which has at least one.
    fileprivate init(_ row: CitizenRow.Contrast) throws {
        if let validUntil = row.validUntil {
            self = try ContrastDatum(.validUntil, typed: validUntil)
        } else if let issuedOn = row.issuedOn {
            self = try ContrastDatum(.issuedOn, typed: issuedOn)
        } else if let supportNumber = row.supportNumber {
            self = try ContrastDatum(.supportNumber, typed: supportNumber)
        } else {
            throw StorageFault.corrupted("citizens: a row has no contrast datum")
        }
    }
}

extension RegistrationLevel {
    init(_ row: CitizenRow.RegistrationLevel) {
        switch row {
        case .basic: self = .basic
        case .advanced: self = .advanced
        }
    }
}
