import Foundation
import SAML
import Storage
import XML

/// The federation's folder: one EntityDescriptor a file, and beside it, where an operator has decided something about a
/// service, a file of the same name that ends in `.yaml`.
struct FederationFolder {
    let path: String?

    init(_ path: String?) {
        self.path = path
    }

    /// What the folder holds. A file that cannot be read does not keep the others out.
    struct Contents {
        var entities: [EntityStore.FolderEntry] = []
        /// One line for each file that is left out, by its name.
        var problems: [String] = []
        /// Every file of metadata that is there.
        var names: Set<String> = []
        /// Those of them that are left out, or whose decisions cannot be read.
        var broken: Set<String> = []
    }

    /// The files of metadata and of decisions, by their paths below the folder.
    ///
    /// - Throws: `Failure` when there is no such folder, or one below it cannot be read: what cannot be seen is not gone.
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
            // A link to a folder is not followed: it could lead in a circle.
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

    /// - Throws: `Failure` as ``names()``.
    func read() throws(Failure) -> Contents {
        var contents = Contents()
        guard let path else { return contents }
        let names = try names()
        for name in names where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            guard !name.hasSuffix(".yaml") || !names.contains("\(name.dropLast(5)).xml") else { continue }
            contents.problems.append(
                "\(path)/\(name): is beside no .xml file of the same name, so nothing heeds it: rename or remove it")
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
                    contents.problems.append("\(file): \(entity.entityID) is in another file already: keep one of them")
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

    /// What was decided about the service of that file; nil when nothing was; and what is wrong with it.
    ///
    /// Words that cannot be read go into the register as they are. There they keep the service from being served, which
    /// might have been held to more than the standard, and whatever an operator had registered under its name too.
    private static func decisions(beside file: String) -> (words: String?, problem: String?) {
        let yaml = String(file.dropLast(4)) + ".yaml"
        guard FileManager.default.fileExists(atPath: yaml) else { return (nil, nil) }
        do throws(Failure) {
            return (try Decisions(file: yaml).text, nil)
        } catch {
            let words = (try? InputFile.text(yaml)) ?? ""
            // PostgreSQL holds no U+0000; no words at all cannot be read either.
            return (words.contains("\0") ? "" : words, error.message)
        }
    }
}

extension FederationFolder.Contents {
    /// The same with what a broken file held while it could be read, unless another file has that service now.
    func keeping(_ earlier: [EntityStore.FolderEntry]) -> FederationFolder.Contents {
        var contents = self
        for entry in earlier where broken.contains(entry.fileName) {
            contents.entities.removeAll { $0.fileName == entry.fileName }
            guard !contents.entities.contains(where: { $0.entityID.isExactly(entry.entityID) }) else { continue }
            contents.entities.append(entry)
        }
        return contents
    }

    /// Makes the folder's part of the register what the folder holds.
    ///
    /// - Returns: the entities about which something was decided at the register until now, and which the folder takes
    ///   over: from now on what stands in the folder is what holds.
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
