package import Foundation

/// The consents of citizens to releases that need no further question.
package struct ConsentStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Returns the entityIDs of the service providers for which a person consented, in order.
    package func services(of principal: String) throws -> [String] {
        try connection.rows(
            """
            SELECT service_provider FROM consents JOIN persons ON persons.id = consents.person_id
            WHERE principal = \(principal) ORDER BY service_provider
            """
        ).map { try $0["service_provider"] }
    }

    /// Stores a consent. It replaces an earlier consent of the person for the same service provider.
    package func remember(
        _ content: [UInt8], of person: String, for serviceProvider: String, at now: Date
    ) throws {
        try connection.enqueue(
            """
            INSERT INTO consents (person_id, service_provider, content, given_at)
            VALUES (\(person), \(serviceProvider), \(content), \(now))
            ON CONFLICT (person_id, service_provider) DO UPDATE SET content = \(content), given_at = \(now)
            """)
    }

    /// Deletes a consent.
    ///
    /// - Returns: false when there was none.
    package func withdraw(of principal: String, for serviceProvider: String) throws -> Bool {
        try connection.execute(
            """
            DELETE FROM consents WHERE service_provider = \(serviceProvider)
                AND person_id IN (SELECT id FROM persons WHERE principal = \(principal))
            """) > 0
    }
}
