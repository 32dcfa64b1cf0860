import Federation
import Foundation
import SAML
import Storage
import Yams

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
        var entries: [EntityID: ServiceProviderEntry] = [:]
        /// One line for each file that is left out.
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
            contents.problems.append("\(path)/\(name): is beside no .xml file of the same name; nothing heeds it")
        }
        for name in names.sorted() where name.hasSuffix(".xml") {
            let file = "\(path)/\(name)"
            do throws(MetadataError) {
                let bytes = Installation.bytes(file)
                let entity = try EntityDescriptor(decoding: bytes)
                if contents.entities.contains(where: { $0.entityID == entity.entityID.rawValue }) {
                    contents.problems.append("\(file): \(entity.entityID) is in another file already")
                    continue
                }
                if let problem = contents.decide(on: entity.entityID, beside: file) {
                    contents.problems.append(problem)
                    continue
                }
                contents.entities.append(
                    EntityStore.FolderEntry(entityID: entity.entityID.rawValue, fileName: name, xml: bytes))
            } catch {
                contents.problems.append("\(file): \(error)")
            }
        }
        return contents
    }
}

extension FederationFolder.Contents {
    /// Reads what was decided about a service, if anything was.
    ///
    /// - Returns: what is wrong with it; then the service is left out, since it might have been held to more than the
    ///   standard.
    fileprivate mutating func decide(on entityID: EntityID, beside file: String) -> String? {
        let yaml = file.dropLast(4) + ".yaml"
        guard FileManager.default.fileExists(atPath: String(yaml)) else { return nil }
        guard let data = FileManager.default.contents(atPath: String(yaml)) else { return "\(yaml): cannot be read" }
        do {
            entries[entityID] = try ServiceProviderEntry(yaml: String(decoding: data, as: UTF8.self))
            return nil
        } catch let failure as Failure {
            return "\(yaml): \(failure.message)"
        } catch {
            return "\(yaml): not YAML"
        }
    }
}

extension ServiceProviderEntry {
    /// Reads `minimum-level`, `signing`, `allows-unsigned-requests` and `classes`.
    ///
    /// - Throws: `Failure` for a key or a value that is none; what Yams throws for what is no YAML.
    init(yaml: String) throws {
        self.init()
        guard let mapping = try Yams.compose(yaml: yaml)?.mapping else { throw Failure("expects keys and values") }
        for (key, value) in mapping {
            let line = key.mark.map { "line \($0.line): " } ?? ""
            let text = value.string ?? ""
            switch key.string {
            case "minimum-level":
                guard let level = LevelOfAssurance(text) else {
                    throw Failure("\(line)minimum-level expects low, substantial or high, not \(text)")
                }
                minimumLevel = level
            case "signing":
                guard let signing = ResponseBuilder.Signing(rawValue: text) else {
                    throw Failure("\(line)signing expects assertion, response or both, not \(text)")
                }
                self.signing = signing
            case "allows-unsigned-requests":
                guard let allowed = value.bool else {
                    throw Failure("\(line)allows-unsigned-requests expects true or false, not \(text)")
                }
                allowsUnsignedRequests = allowed
            case "classes":
                guard let classes = value.mapping else { throw Failure("\(line)classes expects a table") }
                for (name, level) in classes {
                    guard let name = name.string, let level = level.string.flatMap({ LevelOfAssurance($0) }) else {
                        throw Failure("\(line)classes expects AuthnContextClassRefs with low, substantial or high")
                    }
                    self.classes[name] = level
                }
            default:
                throw Failure(
                    "\(line)no such key \(key.string ?? ""): there are minimum-level, signing, allows-unsigned-requests "
                        + "and classes")
            }
        }
    }
}
