package import Foundation

/// A person, with what is between the person and one service.
package struct PersonRow: Hashable, Sendable {
    /// The person's ID in the tables.
    package let id: String
    /// The time of the sign-in before; nil for a person who has not signed in yet.
    package let lastAccessAt: Date?
    /// The persistent NameID at the service; nil while there is none.
    package let nameID: String?
    /// The SHA-256 of what the person has agreed to for the service; nil when there is no consent.
    package let consent: [UInt8]?

    static let columns: Statement = """
        persons.id AS known_person, persons.last_access_at AS last_access_at, name_ids.value AS known_name,
        consents.content AS consent
        """

    static func joins(for serviceProvider: String) -> Statement {
        """
        LEFT JOIN name_ids ON name_ids.person_id = persons.id AND name_ids.service_provider = \(serviceProvider)
        LEFT JOIN consents ON consents.person_id = persons.id AND consents.service_provider = \(serviceProvider)
        """
    }

    init(_ row: Row) throws {
        id = try row["known_person"]
        lastAccessAt = try row["last_access_at"]
        nameID = try row["known_name"]
        consent = try row["consent"]
    }
}
