package import Foundation

/// The register of citizens and their passwords' hashes.
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
        /// The number serves another registration.
        case phoneTaken
    }

    /// A registration with the hash of its password, if one was set.
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

    /// Registers a citizen, if neither document nor phone is registered.
    ///
    /// One statement that inserts or does nothing; the reasons are read only then.
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

    /// The registration of a document: the same one statement whether there is one or not.
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

    /// A page of the register in the order of documents; the last one's document asks for the next page.
    package func list(after nationalIdentifier: String = "", limit: Int) throws -> [CitizenRow] {
        try connection.rows(
            """
            SELECT \(sql: Self.columns) FROM citizens WHERE national_identifier > \(nationalIdentifier)
            ORDER BY national_identifier LIMIT \(limit)
            """
        ).map(CitizenRow.init)
    }

    /// - Returns: false when there is no active registration of that document.
    package func block(_ nationalIdentifier: String, at now: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE citizens SET status = 'blocked', blocked_at = \(now)
            WHERE national_identifier = \(nationalIdentifier) AND status = 'active'
            """) == 1
    }

    /// - Returns: false when there is no blocked registration of that document.
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

    /// Puts another hash of the same password in the place of one; a password that was changed meanwhile stays.
    ///
    /// - Returns: false when that hash is not there any more.
    @discardableResult
    package func renewPassword(_ old: String, as new: String, of nationalIdentifier: String) throws -> Bool {
        try connection.execute(
            """
            UPDATE credentials SET password_hash = \(new)
            WHERE national_identifier = \(nationalIdentifier) AND password_hash = \(old)
            """) == 1
    }
}
