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
    /// The operator's decisions about the entity, as the operator wrote them; nil when there are none.
    package let decisions: String?
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
        decisions = try row["decisions"]
        addedAt = try row["added_at"]
        revision = try row["revision"]
    }
}
