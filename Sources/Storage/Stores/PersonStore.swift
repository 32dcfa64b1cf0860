package import Foundation

/// Persons, registered or not, from their first successful proof, and the names that services know them by.
package struct PersonStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// The person of a principal; `candidate` becomes its ID if it has none yet. Of many at once all get the same.
    package func findOrCreate(_ principal: String, candidate: String, at now: Date) throws -> String {
        try connection.execute(
            """
            INSERT INTO persons (id, principal, first_seen_at)
            VALUES (\(candidate), \(principal), \(now))
            ON CONFLICT (principal) DO NOTHING
            """)
        let row = try connection.row("SELECT id FROM persons WHERE principal = \(principal)")
        guard let row else { throw StorageFault.corrupted("persons: a row vanished") }
        return try row["id"]
    }

    /// Notes that a person was let in; `candidate` becomes its ID if it has none yet.
    ///
    /// - Returns: the person's ID, and when they were let in before; nil for the first time.
    package func noteAccess(
        of principal: String, candidate: String, at now: Date
    ) throws -> (person: String, previous: Date?) {
        let person = try findOrCreate(principal, candidate: candidate, at: now)
        let row = try connection.row("SELECT last_access_at FROM persons WHERE id = \(person)")
        try connection.execute("UPDATE persons SET last_access_at = \(now) WHERE id = \(person)")
        return (person, try row?["last_access_at"])
    }

    /// Notes in which language a person signed in, by the language's code.
    package func noteLanguage(_ language: String, of principal: String) throws {
        try connection.execute(
            "UPDATE persons SET language = \(language) WHERE principal = \(principal)")
    }

    /// The language of a person's last sign-in; nil for a person who never signed in.
    package func language(of principal: String) throws -> String? {
        try connection.row("SELECT language FROM persons WHERE principal = \(principal)")?[
            "language"]
    }

    /// The persistent NameID that the person of a principal has at a service; nil while there is none.
    package func knownNameID(of principal: String, at serviceProvider: String) throws -> String? {
        try connection.row(
            """
            SELECT value FROM name_ids JOIN persons ON persons.id = name_ids.person_id
            WHERE principal = \(principal) AND service_provider = \(serviceProvider)
            """)?["value"]
    }

    /// The persistent NameID of a person at a service; `candidate` becomes it if there is none yet. Of many at once all
    /// get the same.
    ///
    /// - Throws: `StorageFault.constraint(.unique("name_ids.value"))` when `candidate` is another person's name: it was
    ///   not random.
    package func persistentNameID(
        of person: String, at serviceProvider: String, candidate: String, at now: Date
    ) throws -> String {
        try connection.execute(
            """
            INSERT INTO name_ids (person_id, service_provider, value, created_at)
            VALUES (\(person), \(serviceProvider), \(candidate), \(now))
            ON CONFLICT (person_id, service_provider) DO NOTHING
            """)
        let row = try connection.row(
            "SELECT value FROM name_ids WHERE person_id = \(person) AND service_provider = \(serviceProvider)")
        guard let row else { throw StorageFault.corrupted("name_ids: a row vanished") }
        return try row["value"]
    }
}
