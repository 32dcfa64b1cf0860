package import Foundation

/// The persons who have proved their identity, registered or not, and their persistent NameIDs.
package struct PersonStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Returns the ID of the person with a principal. A new person gets the ID `candidate`. Concurrent calls return the
    /// same ID.
    package func findOrCreate(_ principal: String, candidate: String, at now: Date) throws -> String {
        if let known = try id(of: principal) { return known }
        let row = try connection.row(
            """
            INSERT INTO persons (id, principal, first_seen_at)
            VALUES (\(candidate), \(principal), \(now))
            ON CONFLICT (principal) DO NOTHING RETURNING id
            """)
        if let row { return try row["id"] }
        guard let known = try id(of: principal) else {
            throw StorageFault.corrupted("persons: a row was deleted during a transaction")
        }
        return known
    }

    private func id(of principal: String) throws -> String? {
        try connection.row("SELECT id FROM persons WHERE principal = \(principal)")?["id"]
    }

    /// Notes that a person signs in now; `candidate` becomes the person's ID if there is none yet.
    ///
    /// - Parameter language: the code of the language; nil keeps the one before.
    /// - Returns: the person's ID.
    package func noteAccess(
        of principal: String, candidate: String, language: String?, at now: Date
    ) throws -> String {
        let row = try connection.row(
            """
            INSERT INTO persons (id, principal, first_seen_at, last_access_at, language)
            VALUES (\(candidate), \(principal), \(now), \(now), \(language))
            ON CONFLICT (principal) DO UPDATE SET last_access_at = excluded.last_access_at,
                language = COALESCE(excluded.language, persons.language)
            RETURNING id
            """)
        guard let row else { throw StorageFault.corrupted("persons: a row was deleted during a transaction") }
        return try row["id"]
    }

    /// Records the language of a person's sign-in, a language code.
    package func noteLanguage(_ language: String, of principal: String) throws {
        try connection.enqueue("UPDATE persons SET language = \(language) WHERE principal = \(principal)")
    }

    /// A person, with what is between the person and a service; nil when the person was never here.
    package func find(_ principal: String, for serviceProvider: String) throws -> PersonRow? {
        try connection.row(
            """
            SELECT \(sql: PersonRow.columns) FROM persons \(sql: PersonRow.joins(for: serviceProvider))
            WHERE persons.principal = \(principal)
            """
        ).map(PersonRow.init)
    }

    /// Returns the language of a person's last sign-in; nil for a person who never signed in.
    package func language(of principal: String) throws -> String? {
        try connection.row("SELECT language FROM persons WHERE principal = \(principal)")?[
            "language"]
    }

    /// Returns the persistent NameID of a person at a service provider. If there is none, `candidate` is stored.
    /// Concurrent calls return the same NameID.
    ///
    /// - Throws: `StorageFault.constraint(.unique("name_ids.value"))` when `candidate` is the NameID of another person,
    ///   because it was not random.
    package func persistentNameID(
        of person: String, at serviceProvider: String, candidate: String, at now: Date
    ) throws -> String {
        if let known = try nameID(of: person, at: serviceProvider) { return known }
        let row = try connection.row(
            """
            INSERT INTO name_ids (person_id, service_provider, value, created_at)
            VALUES (\(person), \(serviceProvider), \(candidate), \(now))
            ON CONFLICT (person_id, service_provider) DO NOTHING RETURNING value
            """)
        if let row { return try row["value"] }
        guard let known = try nameID(of: person, at: serviceProvider) else {
            throw StorageFault.corrupted("name_ids: a row was deleted during a transaction")
        }
        return known
    }

    private func nameID(of person: String, at serviceProvider: String) throws -> String? {
        try connection.row(
            "SELECT value FROM name_ids WHERE person_id = \(person) AND service_provider = \(serviceProvider)")?[
                "value"]
    }
}
