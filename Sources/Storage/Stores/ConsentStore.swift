package import Foundation

/// What citizens let services be told without being asked again.
package struct ConsentStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// The services for which the person of a principal has agreed, by name.
    package func services(of principal: String) throws -> [String] {
        try connection.rows(
            """
            SELECT service_provider FROM consents JOIN persons ON persons.id = consents.person_id
            WHERE principal = \(principal) ORDER BY service_provider
            """
        ).map { try $0["service_provider"] }
    }

    /// Remembers what a person has agreed to, in place of what it was before.
    package func remember(
        _ content: [UInt8], of person: String, for serviceProvider: String, at now: Date
    ) throws {
        try connection.execute(
            """
            INSERT INTO consents (person_id, service_provider, content, given_at)
            VALUES (\(person), \(serviceProvider), \(content), \(now))
            ON CONFLICT (person_id, service_provider) DO UPDATE SET content = \(content), given_at = \(now)
            """)
    }

    /// Forgets it.
    ///
    /// - Returns: whether there was anything to forget.
    package func withdraw(of principal: String, for serviceProvider: String) throws -> Bool {
        try connection.execute(
            """
            DELETE FROM consents WHERE service_provider = \(serviceProvider)
                AND person_id IN (SELECT id FROM persons WHERE principal = \(principal))
            """) > 0
    }
}
