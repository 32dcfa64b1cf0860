package import Foundation

/// The register of entities: those of the federation's folder, marked with their file, and those added by operators.
///
/// Each change raises the register's revision, which a broker polls to see that its copy is old. Whoever changes the
/// register raises it first and so holds its row until the transaction ends: changes happen one after the other.
package struct EntityStore {
    private static let columns: Statement = "entity_id, source, file_name, xml, decisions, added_at, revision"

    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package enum Change: Sendable, Hashable {
        case done
        /// The folder's entries change with the folder alone.
        case belongsToFolder(fileName: String)
        case unknown
    }

    /// An entry of the folder that `replaceFolder` puts in place.
    package struct FolderEntry: Sendable, Hashable {
        package let entityID: String
        package let fileName: String
        package let xml: [UInt8]
        /// What stands in the file of decisions beside it; nil when there is none.
        package let decisions: String?

        package init(entityID: String, fileName: String, xml: [UInt8], decisions: String? = nil) {
            self.entityID = entityID
            self.fileName = fileName
            self.xml = xml
            self.decisions = decisions
        }
    }

    /// What becomes of the decisions about an entity whose metadata is registered.
    package enum Decisions: Sendable, Hashable {
        /// Those that the register has stay: new metadata alone never lowers what a service is held to.
        case kept
        /// These take the place of all that were there.
        case replaced(by: String)
    }

    /// The register's present revision: one row by its key, cheap enough for every second.
    package func revision() throws -> Int64 {
        guard let row = try connection.row("SELECT revision FROM entity_register WHERE id = 1") else {
            throw StorageFault.corrupted("entity_register is empty")
        }
        return try row["revision"]
    }

    package func find(_ entityID: String) throws -> EntityRow? {
        try connection.row("SELECT \(sql: Self.columns) FROM entities WHERE entity_id = \(entityID)")
            .map(EntityRow.init)
    }

    /// All of them, by entityID, octet by octet: databases sort by the rules of a language, each by its own.
    package func list() throws -> [EntityRow] {
        try connection.rows("SELECT \(sql: Self.columns) FROM entities").map(EntityRow.init)
            .sorted { $0.entityID.utf8.lexicographicallyPrecedes($1.entityID.utf8) }
    }

    /// Adds an operator's entry, or replaces the one of the same entityID.
    package func register(
        _ entityID: String, xml: [UInt8], decisions: Decisions = .kept, at now: Date
    ) throws -> Change {
        let revision = try raiseRevision()
        let present = try find(entityID)
        if case .folder(let fileName) = present?.source { return .belongsToFolder(fileName: fileName) }
        let text =
            switch decisions {
            case .kept: present?.decisions
            case .replaced(let text): text
            }
        try put(entityID, in: nil, xml: xml, decisions: text, revision: revision, at: now)
        return .done
    }

    /// Changes what was decided about an operator's entry.
    ///
    /// - Parameter decisions: all of them, in the operator's words; nil drops what there is.
    package func decide(_ decisions: String?, about entityID: String) throws -> Change {
        let revision = try raiseRevision()
        switch try find(entityID)?.source {
        case nil: return .unknown
        case .folder(let fileName): return .belongsToFolder(fileName: fileName)
        case .registered:
            try connection.execute(
                """
                UPDATE entities SET decisions = \(decisions), revision = \(revision) WHERE entity_id = \(entityID)
                """)
            return .done
        }
    }

    /// Removes an operator's entry.
    package func remove(_ entityID: String) throws -> Change {
        _ = try raiseRevision()
        switch try find(entityID)?.source {
        case nil: return .unknown
        case .folder(let fileName): return .belongsToFolder(fileName: fileName)
        case .registered:
            try connection.execute("DELETE FROM entities WHERE entity_id = \(entityID)")
            return .done
        }
    }

    /// Makes the folder's entries exactly these, with the decisions that stand beside them. One that an operator had
    /// registered becomes the folder's, and so does what is decided about it. The revision stays when nothing differs,
    /// as at the start of a second broker.
    ///
    /// - Returns: whether anything changed.
    @discardableResult
    package func replaceFolder(_ entries: [FolderEntry], at now: Date) throws -> Bool {
        try connection.execute("UPDATE entity_register SET revision = revision WHERE id = 1")
        // By their octets, as the table has them: Swift takes texts for the same that differ in how accents are written.
        let present = Dictionary(
            try list().map { (Array($0.entityID.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        let wanted = Set(entries.map { Array($0.entityID.utf8) })
        let gone = present.filter { $1.source != .registered && !wanted.contains($0) }.values
        let changed = entries.filter { entry in
            guard let row = present[Array(entry.entityID.utf8)] else { return true }
            return row.source != .folder(fileName: entry.fileName) || row.xml != entry.xml
                || row.decisions != entry.decisions
        }
        guard !gone.isEmpty || !changed.isEmpty else { return false }
        let revision = try raiseRevision()
        for row in gone {
            try connection.execute("DELETE FROM entities WHERE entity_id = \(row.entityID)")
        }
        for entry in changed {
            try put(
                entry.entityID, in: entry.fileName, xml: entry.xml, decisions: entry.decisions, revision: revision,
                at: now)
        }
        return true
    }

    private func raiseRevision() throws -> Int64 {
        let raised = try connection.row(
            "UPDATE entity_register SET revision = revision + 1 WHERE id = 1 RETURNING revision")
        guard let raised else { throw StorageFault.corrupted("entity_register is empty") }
        return try raised["revision"]
    }

    /// - Parameter fileName: the folder's file; nil for an entry of an operator.
    private func put(
        _ entityID: String, in fileName: String?, xml: [UInt8], decisions: String?, revision: Int64, at now: Date
    ) throws {
        let source = fileName == nil ? "registered" : "folder"
        try connection.execute(
            """
            INSERT INTO entities (\(sql: Self.columns))
            VALUES (\(entityID), \(source), \(fileName), \(xml), \(decisions), \(now), \(revision))
            ON CONFLICT (entity_id) DO UPDATE SET
                source = excluded.source, file_name = excluded.file_name, xml = excluded.xml,
                decisions = excluded.decisions, added_at = excluded.added_at, revision = excluded.revision
            """)
    }
}
