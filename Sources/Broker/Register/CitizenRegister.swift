package import Citizens
package import Foundation
package import Secrets
package import Storage

/// The operators' functions on the register of citizens. Every function throws `StorageFault` when the database fails.
package struct CitizenRegister: Sendable {
    private let database: Database
    private let passwords: PasswordHasher
    private let rules: PasswordRules

    package init(database: Database, passwords: PasswordHasher, rules: PasswordRules = .standard) {
        self.database = database
        self.passwords = passwords
        self.rules = rules
    }

    package enum Addition: Sendable, Hashable {
        case added
        case alreadyRegistered
        /// Another registration has this telephone number.
        case phoneTaken
        case passwordRefused([PasswordViolation])
    }

    /// Registers a citizen, with a password if one is given. One transaction stores both.
    ///
    /// - Throws: `StorageFault`; an error of `PasswordHasher` when its queue is full.
    package func add(_ citizen: Citizen, password: Password?, at now: Date) async throws -> Addition {
        if let password {
            let violations = rules.violations(of: password, for: citizen)
            guard violations.isEmpty else { return .passwordRefused(violations) }
        }
        var hash: PasswordHash?
        if let password { hash = try await passwords.hash(password) }
        let row = CitizenRow(citizen, registeredAt: now)
        return try await database.write { [hash] connection in
            let store = CitizenStore(connection)
            switch try store.add(row) {
            case .alreadyRegistered: return .alreadyRegistered
            case .phoneTaken: return .phoneTaken
            case .added:
                if let hash { _ = try store.setPassword(hash.text, of: row.nationalIdentifier, at: now) }
                return .added
            }
        }
    }

    /// Returns a registered citizen with the data that operators see, or nil.
    package func find(_ document: NationalIdentifier) async throws -> Entry? {
        try await database.read { connection in
            try CitizenStore(connection).find(document.text).flatMap { found in
                try Citizen(found.citizen).map {
                    Entry(
                        citizen: $0, hasPassword: found.passwordHash != nil, registeredAt: found.citizen.registeredAt)
                }
            }
        }
    }

    /// A citizen with the additional data that operators see.
    package struct Entry: Sendable {
        package let citizen: Citizen
        package let hasPassword: Bool
        package let registeredAt: Date
    }

    /// Returns a page of the register, ordered by document, after the given document. An empty text begins at the first
    /// one.
    package func list(after document: String, limit: Int) async throws -> [Citizen] {
        try await database.read { connection in
            try CitizenStore(connection).list(after: document, limit: limit).compactMap { try Citizen($0) }
        }
    }

    /// Blocks a registration, and ends the citizen's sessions.
    ///
    /// - Returns: False when there is no active registration of that document.
    package func block(_ document: NationalIdentifier, at now: Date) async throws -> Bool {
        try await database.write { connection in
            guard try CitizenStore(connection).block(document.text, at: now) else { return false }
            try SessionStore(connection).endAll(of: document.text, at: now)
            return true
        }
    }

    /// - Returns: False when there is no blocked registration of that document.
    package func unblock(_ document: NationalIdentifier) async throws -> Bool {
        try await database.write { try CitizenStore($0).unblock(document.text) }
    }

    package enum PasswordChange: Sendable, Hashable {
        case changed
        case notRegistered
        case refused([PasswordViolation])
    }

    /// Sets a citizen's password and ends the citizen's sessions, because an attacker with the old password may have
    /// opened them.
    package func setPassword(
        _ password: Password, of document: NationalIdentifier, at now: Date
    ) async throws -> PasswordChange {
        guard let entry = try await find(document) else { return .notRegistered }
        let violations = rules.violations(of: password, for: entry.citizen)
        guard violations.isEmpty else { return .refused(violations) }
        let hash = try await passwords.hash(password)
        return try await database.write { connection in
            guard try CitizenStore(connection).setPassword(hash.text, of: document.text, at: now) else {
                return .notRegistered
            }
            try SessionStore(connection).endAll(of: document.text, at: now)
            return .changed
        }
    }
}

extension CitizenRow {
    init(_ citizen: Citizen, registeredAt: Date) {
        let contrast: Contrast
        switch citizen.contrast {
        case .validUntil(let date): contrast = Contrast(validUntil: date.iso)
        case .issuedOn(let date): contrast = Contrast(issuedOn: date.iso)
        case .supportNumber(let number): contrast = Contrast(supportNumber: number.text)
        }
        let level: RegistrationLevel
        switch citizen.registrationLevel {
        case .basic: level = .basic
        case .advanced: level = .advanced
        }
        self.init(
            nationalIdentifier: citizen.identifier.text, givenName: citizen.givenName.text,
            firstSurname: citizen.firstSurname.text, secondSurname: citizen.secondSurname?.text,
            dateOfBirth: citizen.dateOfBirth.iso, contrast: contrast, phone: citizen.phone.text,
            email: citizen.email?.text, registrationLevel: level, registeredAt: registeredAt)
    }
}
