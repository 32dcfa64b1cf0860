package import Foundation

/// A member of the federation as the register holds it.
package struct EntityRow: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// Loaded at start from this file of the federation's folder.
        case folder(fileName: String)
        /// Added by an operator.
        case registered
    }

    package let entityID: String
    package let source: Source
    /// The EntityDescriptor, octet by octet as it came.
    package let xml: [UInt8]
    /// What the operator decided about it, as the operator wrote it; nil when nothing was decided.
    package let decisions: String?
    package let addedAt: Date
    /// The register's revision that brought this content.
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
