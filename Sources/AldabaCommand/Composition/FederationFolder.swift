import Foundation
import SAML
import Storage
import XML

/// The federation's folder: one EntityDescriptor in each `.xml` file, with the operator's decisions about it in a
/// `.yaml` file of the same name.
struct FederationFolder {
    let path: String?

    init(_ path: String?) {
        self.path = path
    }

    /// The content of the folder. An unreadable file does not affect the other files.
    struct Contents {
        var entities: [EntityStore.FolderEntry] = []
        /// One line for each file that is ignored, sorted by name.
        var problems: [String] = []
        /// The names of all metadata files.
        var names: Set<String> = []
        /// The names of the metadata files that are ignored, or whose decisions cannot be read.
        var broken: Set<String> = []
    }

    /// Returns the paths of metadata and decision files, relative to the folder.
    ///
    /// - Throws: `Failure` when the folder or a folder below it cannot be read, so that its files do not count as
    ///   deleted.
    func names() throws(Failure) -> [String] {
        guard let path else { return [] }
        return try Self.names(in: path).filter { name in [".xml", ".yaml", ".yml"].contains(where: name.hasSuffix) }
            .sorted()
    }

    private static func names(in folder: String) throws(Failure) -> [String] {
        var names: [String] = []
        let children: [String]
        do {
            children = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Failure("the folder \(folder) cannot be read: \(InputFile.unreadableFolder(folder))")
        }
        for name in children {
            // A link to a folder is not followed: there could be a cycle.
            let kind =
                try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.type] as? FileAttributeType
            if kind == .typeDirectory {
                names += try Self.names(in: "\(folder)/\(name)").map { "\(name)/\($0)" }
            } else {
                names.append(name)
            }
        }
        return names
    }

    /// Reads all files of the folder.
    ///
    /// - Throws: `Failure`, like ``names()``.
    func read() throws(Failure) -> Contents {
        var contents = Contents()
        guard let path else { return contents }
        let names = try names()
        for name in names where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            guard !name.hasSuffix(".yaml") || !names.contains("\(name.dropLast(5)).xml") else { continue }
            contents.problems.append(
                "\(path)/\(name): ignored: there is no .xml file with the same name: rename or remove it")
        }
        for name in names where name.hasSuffix(".xml") {
            contents.names.insert(name)
            let file = "\(path)/\(name)"
            do throws(MetadataError) {
                if let obstacle = InputFile.obstacle(file) {
                    contents.problems.append("\(file): \(obstacle)")
                    contents.broken.insert(name)
                    continue
                }
                let bytes = Installation.bytes(file)
                let entity = try EntityDescriptor(decoding: bytes)
                if contents.entities.contains(where: { EntityID(rawValue: $0.entityID) == entity.entityID }) {
                    contents.problems.append("\(file): \(entity.entityID) is also in another file: keep one of them")
                    contents.broken.insert(name)
                    continue
                }
                let (decisions, problem) = Self.decisions(beside: file)
                if let problem {
                    contents.problems.append(problem)
                    contents.broken.insert(name)
                }
                contents.entities.append(
                    EntityStore.FolderEntry(
                        entityID: entity.entityID.rawValue, fileName: name, xml: bytes, decisions: decisions))
            } catch {
                contents.problems.append("\(file): \(error)")
                contents.broken.insert(name)
            }
        }
        contents.problems.sort()
        return contents
    }

    /// Reads the decisions about the service of a metadata file. Returns the decisions, nil when there is no file, and
    /// the problem with them.
    ///
    /// An unreadable text is stored in the register unchanged. The broker then ignores the service and any earlier
    /// entry with its name, because the decisions may have been stricter than the defaults.
    private static func decisions(beside file: String) -> (decisions: StoredDecisions?, problem: String?) {
        let yaml = String(file.dropLast(4)) + ".yaml"
        guard FileManager.default.fileExists(atPath: yaml) else { return (nil, nil) }
        do throws(Failure) {
            return (try Decisions(file: yaml).stored, nil)
        } catch {
            let text = (try? InputFile.text(yaml)) ?? ""
            // PostgreSQL cannot store U+0000. An empty text is unreadable as well.
            return (.text(text.contains("\0") ? "" : text), error.message)
        }
    }
}

extension FederationFolder.Contents {
    /// Returns the contents with the earlier entries of broken files, unless another file has the service now.
    func keeping(_ earlier: [EntityStore.FolderEntry]) -> FederationFolder.Contents {
        var contents = self
        for entry in earlier where broken.contains(entry.fileName) {
            contents.entities.removeAll { $0.fileName == entry.fileName }
            guard !contents.entities.contains(where: { $0.entityID.isExactly(entry.entityID) }) else { continue }
            contents.entities.append(entry)
        }
        return contents
    }

    /// Replaces the folder's part of the register with these contents.
    ///
    /// - Returns: The entities that had decisions in the register and are now in the folder. The decisions of the
    ///   folder replace those of the register.
    /// - Throws: `StorageFault`.
    func load(into database: Database) async throws -> [String] {
        try await database.write { [entities] connection in
            let store = EntityStore(connection)
            let decided = try store.list().filter { $0.source == .registered && $0.decisions != nil }.map(\.entityID)
            try store.replaceFolder(entities, at: Date())
            return decided.filter { name in entities.contains { $0.entityID.isExactly(name) } }
        }
    }
}
