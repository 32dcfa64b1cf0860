package import Foundation

/// The register of citizens and the hashes of their passwords.
package struct CitizenStore {
    private static let columns: Statement = """
        citizens.national_identifier, given_name, first_surname, second_surname, date_of_birth, valid_until, issued_on,
        support_number, phone, email, registration_level, status, registered_at, blocked_at
        """

    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package enum Addition: Sendable, Hashable {
        case added
        case alreadyRegistered
        /// Another registration has this telephone number.
        case phoneTaken
    }

    /// A registration, with the hash of its password if it has one.
    package struct Found: Sendable, Hashable {
        package let citizen: CitizenRow
        package let passwordHash: String?
        package let passwordSetAt: Date?

        package init(citizen: CitizenRow, passwordHash: String?, passwordSetAt: Date? = nil) {
            self.citizen = citizen
            self.passwordHash = passwordHash
            self.passwordSetAt = passwordSetAt
        }

        init(_ row: Row) throws {
            citizen = try CitizenRow(row)
            passwordHash = try row["password_hash"]
            passwordSetAt = try row["set_at"]
        }

        /// Nil for a row of a left join that found no registration.
        init?(joined row: Row) throws {
            guard try row["national_identifier"] as String? != nil else { return nil }
            try self.init(row)
        }
    }

    /// Registers a citizen unless the document or the telephone number is registered.
    ///
    /// One statement inserts the row or does nothing. The reason for doing nothing is read afterwards.
    package func add(_ citizen: CitizenRow) throws -> Addition {
        let inserted = try connection.execute(
            """
            INSERT INTO citizens (
                national_identifier, given_name, first_surname, second_surname, date_of_birth, valid_until, issued_on,
                support_number, phone, email, registration_level, status, registered_at, blocked_at)
            VALUES (
                \(citizen.nationalIdentifier), \(citizen.givenName), \(citizen.firstSurname),
                \(citizen.secondSurname), \(citizen.dateOfBirth), \(citizen.contrast.validUntil),
                \(citizen.contrast.issuedOn), \(citizen.contrast.supportNumber), \(citizen.phone), \(citizen.email),
                \(citizen.registrationLevel), \(citizen.status), \(citizen.registeredAt), \(citizen.blockedAt))
            ON CONFLICT DO NOTHING
            """)
        guard inserted == 0 else { return .added }
        return try find(citizen.nationalIdentifier) == nil ? .phoneTaken : .alreadyRegistered
    }

    /// Returns the registration of a document; nil when there is none. Both cases run the same single statement.
    package func find(_ nationalIdentifier: String) throws -> Found? {
        try connection.row(
            """
            SELECT \(sql: Self.foundColumns) FROM citizens LEFT JOIN credentials
                ON credentials.national_identifier = citizens.national_identifier
            WHERE citizens.national_identifier = \(nationalIdentifier)
            """
        ).map(Found.init)
    }

    /// What ``find(_:)`` reads, for statements that join `citizens` and `credentials`.
    static let foundColumns: Statement = """
        \(sql: columns), credentials.password_hash AS password_hash, credentials.set_at AS set_at
        """

    /// Returns a page of the register, ordered by document.
    ///
    /// - Parameter nationalIdentifier: the last document of the previous page; empty for the first page.
    package func list(after nationalIdentifier: String = "", limit: Int) throws -> [CitizenRow] {
        try connection.rows(
            """
            SELECT \(sql: Self.columns) FROM citizens WHERE national_identifier > \(nationalIdentifier)
            ORDER BY national_identifier LIMIT \(limit)
            """
        ).map(CitizenRow.init)
    }

    /// - Returns: false when the document has no active registration.
    package func block(_ nationalIdentifier: String, at now: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE citizens SET status = 'blocked', blocked_at = \(now)
            WHERE national_identifier = \(nationalIdentifier) AND status = 'active'
            """) == 1
    }

    /// - Returns: false when the document has no blocked registration.
    package func unblock(_ nationalIdentifier: String) throws -> Bool {
        try connection.execute(
            """
            UPDATE citizens SET status = 'active', blocked_at = NULL
            WHERE national_identifier = \(nationalIdentifier) AND status = 'blocked'
            """) == 1
    }

    /// Sets or replaces the password of a registration.
    ///
    /// - Returns: false when the document is not registered.
    package func setPassword(_ hash: String, of nationalIdentifier: String, at now: Date) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO credentials (national_identifier, password_hash, set_at)
            SELECT national_identifier, CAST(\(hash) AS TEXT), CAST(\(now) AS \(sql: .integer))
            FROM citizens WHERE national_identifier = \(nationalIdentifier)
            ON CONFLICT (national_identifier) DO UPDATE SET
                password_hash = excluded.password_hash, set_at = excluded.set_at
            """) == 1
    }

    /// Replaces a hash by another hash of the same password, unless the password was changed in the meantime.
    ///
    /// - Returns: false when the stored hash is not `old`.
    @discardableResult
    package func renewPassword(_ old: String, as new: String, of nationalIdentifier: String) throws -> Bool {
        try connection.execute(
            """
            UPDATE credentials SET password_hash = \(new)
            WHERE national_identifier = \(nationalIdentifier) AND password_hash = \(old)
            """) == 1
    }
}
