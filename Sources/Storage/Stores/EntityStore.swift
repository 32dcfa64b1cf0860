package import Foundation

/// The register of entities: the entries of the federation folder, with their file names, and the entries of operators.
///
/// Each change increments the revision of the register. A broker polls the revision to find out that its copy is out of
/// date. A transaction that changes the register increments the revision first. This locks the row until the
/// transaction ends, so changes run one after another.
package struct EntityStore {
    private static let columns: Statement = """
        entity_id, source, file_name, xml, decisions, policy, policy_revision, added_at, revision
        """

    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package enum Change: Sendable, Hashable {
        case done
        /// The entry is from the federation folder. Only a change of the folder changes it.
        case belongsToFolder(fileName: String)
        case unknown
    }

    /// An entry of the federation folder, for `replaceFolder`.
    package struct FolderEntry: Sendable, Hashable {
        package let entityID: String
        package let fileName: String
        package let xml: [UInt8]
        /// The decisions of the file with the same name; nil when there is none.
        package let decisions: StoredDecisions?

        package init(entityID: String, fileName: String, xml: [UInt8], decisions: StoredDecisions? = nil) {
            self.entityID = entityID
            self.fileName = fileName
            self.xml = xml
            self.decisions = decisions
        }
    }

    /// What `register` does with the decisions about an entity.
    package enum Decisions: Sendable, Hashable {
        /// Keeps the decisions in the register: new metadata alone never lowers the requirements for a service
        /// provider.
        case kept
        /// Replaces all decisions.
        case replaced(by: StoredDecisions)
    }

    /// Returns the current revision of the register. Reads one row by its key, so a broker can call it every second.
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

    /// Returns all entities, ordered by the octets of the entityID. The databases do not sort, because each one has its
    /// own collation.
    package func list() throws -> [EntityRow] {
        try connection.rows("SELECT \(sql: Self.columns) FROM entities").map(EntityRow.init)
            .sorted { $0.entityID.utf8.lexicographicallyPrecedes($1.entityID.utf8) }
    }

    /// Adds an operator's entry, or replaces the entry with the same entityID.
    package func register(
        _ entityID: String, xml: [UInt8], decisions: Decisions = .kept, at now: Date
    ) throws -> Change {
        let revision = try raiseRevision()
        let present = try find(entityID)
        if case .folder(let fileName) = present?.source { return .belongsToFolder(fileName: fileName) }
        let stored =
            switch decisions {
            case .kept: present?.decisions
            case .replaced(let stored): stored
            }
        try put(entityID, in: nil, xml: xml, decisions: stored, revision: revision, at: now)
        return .done
    }

    /// Replaces the decisions about an operator's entry.
    ///
    /// - Parameter decisions: all decisions; nil deletes the stored ones.
    package func decide(_ decisions: StoredDecisions?, about entityID: String) throws -> Change {
        let revision = try raiseRevision()
        switch try find(entityID)?.source {
        case nil: return .unknown
        case .folder(let fileName): return .belongsToFolder(fileName: fileName)
        case .registered:
            try connection.execute(
                """
                UPDATE entities SET decisions = \(decisions?.text), policy = \(decisions?.document),
                    policy_revision = \(decisions?.document.map { _ in revision }), revision = \(revision)
                WHERE entity_id = \(entityID)
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

    /// Replaces all entries of the federation folder by these, with their decisions.
    ///
    /// An entry of an operator with the same entityID becomes an entry of the folder, with the decisions of the folder.
    /// The revision does not change when no entry differs, for example when a second broker starts.
    ///
    /// - Returns: whether any entry changed.
    @discardableResult
    package func replaceFolder(_ entries: [FolderEntry], at now: Date) throws -> Bool {
        try connection.execute("UPDATE entity_register SET revision = revision WHERE id = 1")
        // Compared by octets, as the table does: Swift treats differently composed accents as equal.
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

    /// - Parameter fileName: the file in the federation folder; nil for an entry of an operator.
    private func put(
        _ entityID: String, in fileName: String?, xml: [UInt8], decisions: StoredDecisions?, revision: Int64,
        at now: Date
    ) throws {
        let source = fileName == nil ? "registered" : "folder"
        try connection.execute(
            """
            INSERT INTO entities (\(sql: Self.columns))
            VALUES (\(entityID), \(source), \(fileName), \(xml), \(decisions?.text), \(decisions?.document),
                \(decisions?.document.map { _ in revision }), \(now), \(revision))
            ON CONFLICT (entity_id) DO UPDATE SET
                source = excluded.source, file_name = excluded.file_name, xml = excluded.xml,
                decisions = excluded.decisions, policy = excluded.policy, policy_revision = excluded.policy_revision,
                added_at = excluded.added_at, revision = excluded.revision
            """)
    }
}
