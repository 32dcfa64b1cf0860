import Foundation
import SAML
import Storage

/// The federation's folder: one EntityDescriptor a file, and beside it, where an operator has decided something about a
/// service, a file of the same name that ends in `.yaml`.
struct FederationFolder {
    private let path: String?

    init(_ path: String?) {
        self.path = path
    }

    /// What the folder holds. A file that cannot be read does not keep the others out.
    struct Contents {
        var entities: [EntityStore.FolderEntry] = []
        /// One line for each file that is left out, by its name.
        var problems: [String] = []
    }

    /// - Throws: `Failure` when there is no such folder.
    func read() throws -> Contents {
        var contents = Contents()
        guard let path else { return contents }
        // The enumerator of a folder that is not there is an empty one, and would empty the register.
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue,
            FileManager.default.isReadableFile(atPath: path),
            let names = FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String })
        else {
            throw Failure("the folder \(path) cannot be read: is the path right, and are you allowed to?")
        }
        for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            guard !name.hasSuffix(".yaml") || !names.contains("\(name.dropLast(5)).xml") else { continue }
            contents.problems.append(
                "\(path)/\(name): is beside no .xml file of the same name, so nothing heeds it: rename or remove it")
        }
        for name in names.sorted() where name.hasSuffix(".xml") {
            let file = "\(path)/\(name)"
            do throws(MetadataError) {
                if let obstacle = InputFile.obstacle(file) {
                    contents.problems.append("\(file): \(obstacle)")
                    continue
                }
                let bytes = Installation.bytes(file)
                let entity = try EntityDescriptor(decoding: bytes)
                if contents.entities.contains(where: { $0.entityID == entity.entityID.rawValue }) {
                    contents.problems.append("\(file): \(entity.entityID) is in another file already: keep one of them")
                    continue
                }
                let (decisions, problem) = Self.decisions(beside: file)
                if let problem { contents.problems.append(problem) }
                contents.entities.append(
                    EntityStore.FolderEntry(
                        entityID: entity.entityID.rawValue, fileName: name, xml: bytes, decisions: decisions))
            } catch {
                contents.problems.append("\(file): \(error)")
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
            return decided.filter { name in entities.contains { $0.entityID == name } }
        }
    }
}
