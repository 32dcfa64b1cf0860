package import Foundation

/// A row of the register of entities.
package struct EntityRow: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// Loaded at startup from this file of the federation folder.
        case folder(fileName: String)
        /// Added by an operator's command.
        case registered
    }

    package let entityID: String
    package let source: Source
    /// The octets of the EntityDescriptor, unchanged.
    package let xml: [UInt8]
    /// The operator's decisions about the entity; nil when there are none.
    package let decisions: StoredDecisions?
    package let addedAt: Date
    /// The revision of the register in which this content was stored.
    package let revision: Int64

    init(_ row: Row) throws {
        entityID = try row["entity_id"]
        source =
            switch try row["source"] as String {
            case "folder": .folder(fileName: try row["file_name"])
            case "registered": .registered
            case let other: throw StorageFault.corrupted("entities.source \(other)")
            }
        xml = try row["xml"]
        addedAt = try row["added_at"]
        revision = try row["revision"]
        decisions = try Self.decisions(row, at: revision)
    }

    /// The document applies only if it is of the same revision as the row. Otherwise the release before has changed the
    /// decisions since then.
    private static func decisions(_ row: Row, at revision: Int64) throws -> StoredDecisions? {
        let text: String? = try row["decisions"]
        let policyRevision: Int64? = try row["policy_revision"]
        guard let document = try row["policy"] as String?, policyRevision == revision else {
            return text.map(StoredDecisions.text)
        }
        return .document(document, text: text)
    }
}
