import ArgumentParser
import Federation
import Foundation
import SAML
import Storage
import XMLSecurity

/// `aldaba metadata`: the register of entities.
struct MetadataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metadata", abstract: "The register of entities.",
        discussion: """
            The database is the register. The entities of the federation's folder are loaded into it at every start of \
            the broker and are marked with their file; those added here stay until they are removed. A running broker \
            sees a change within two seconds.
            """,
        subcommands: [Add.self, List.self, Show.self, Remove.self, Verify.self])

    /// Reads one EntityDescriptor.
    ///
    /// - Throws: `Failure` with element, line, cause and cure.
    static func read(_ file: String) throws -> (bytes: [UInt8], entity: EntityDescriptor) {
        guard let data = FileManager.default.contents(atPath: file) else { throw Failure("cannot read \(file)") }
        do throws(MetadataError) {
            return (Array(data), try EntityDescriptor(decoding: Array(data)))
        } catch {
            throw Failure("\(file): \(error)")
        }
    }

    /// `aldaba metadata add`
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add entities, or replace those of the same name.")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "Files with one EntityDescriptor each.") var files: [String]

        func run() async throws {
            let entities = try files.map { try MetadataCommand.read($0) }
            let configuration = try options.read()
            for (file, entity) in zip(files, entities) {
                guard let service = ServiceProvider(entity.entity) else {
                    throw Failure("\(file): \(entity.entity.entityID) is no service provider")
                }
                if configuration.mode == .production, let address = service.developmentAddresses.first {
                    throw Failure(
                        "\(file): answers would go to \(address): only mode: development serves such an address")
                }
            }
            let database = try await Installation(configuration).database()
            try await database.write { connection in
                for (bytes, entity) in entities {
                    let change = try EntityStore(connection).register(
                        entity.entityID.rawValue, xml: bytes, at: Date())
                    if case .belongsToFolder(let fileName) = change {
                        throw Failure("\(entity.entityID) is in the federation's folder: change \(fileName) there")
                    }
                }
            }
            for (_, entity) in entities {
                print("added \(entity.entityID)")
                for warning in entity.warnings { CommandOutput.error("\(entity.entityID): \(warning)") }
            }
        }
    }

    /// `aldaba metadata list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the entities.")
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print JSON.") var json = false

        struct Row: Encodable {
            let entityID: String
            let source: String
            let file: String?
            let addedAt: Date
            let name: String?
            let problem: String?

            init(_ row: EntityRow) {
                entityID = row.entityID
                addedAt = row.addedAt
                switch row.source {
                case .folder(let fileName): (source, file) = ("folder", fileName)
                case .registered: (source, file) = ("registered", nil)
                }
                do throws(MetadataError) {
                    let entity = try EntityDescriptor(decoding: row.xml)
                    name = entity.serviceProvider?.role.uiInfo?.displayNames.text(preferring: ["es", "en"])
                    problem = nil
                } catch {
                    name = nil
                    problem = "\(error)"
                }
            }
        }

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            let rows = try await database.read { try EntityStore($0).list() }.map(Row.init)
            if json { return try CommandOutput.json(rows) }
            CommandOutput.table(rows.map { [$0.entityID, $0.file ?? $0.source, $0.problem ?? $0.name ?? ""] })
        }
    }

    /// `aldaba metadata show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an entity's metadata, octet by octet as it came.")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The entityID.") var entityID: String

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            let row = try await database.read { try EntityStore($0).find(entityID) }
            guard let row else { throw Failure("no entity has the name \(entityID)") }
            FileHandle.standardOutput.write(Data(row.xml))
        }
    }

    /// `aldaba metadata remove`
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove an entity that was added.")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The entityID.") var entityID: String

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            switch try await database.write({ try EntityStore($0).remove(entityID) }) {
            case .done: print("removed \(entityID)")
            case .unknown: throw Failure("no entity has the name \(entityID)")
            case .belongsToFolder(let fileName):
                throw Failure("\(entityID) is in the federation's folder: remove \(fileName) there and start anew")
            }
        }
    }

    /// `aldaba metadata verify`
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is wrong with a file, without touching the register.")
        @Argument(help: "A file with one EntityDescriptor.") var file: String

        func run() async throws {
            let (_, entity) = try MetadataCommand.read(file)
            guard let service = entity.serviceProvider else {
                throw Failure("\(file): \(entity.entityID) is no service provider")
            }
            for warning in entity.warnings { CommandOutput.error("\(file): \(warning)") }
            if let end = [entity.validUntil, service.role.validUntil].compactMap(\.self).min(), end <= Date() {
                throw Failure("\(file): the metadata was valid until \(SAMLInstant.format(end)): ask for a new copy")
            }
            guard let endpoint = service.defaultAssertionConsumerService else {
                throw Failure("\(file): there is no AssertionConsumerService by HTTP-POST: answers could go nowhere")
            }
            CommandOutput.table([
                ["entityID", entity.entityID.rawValue],
                ["answers go to", endpoint.location],
                ["signing keys", service.role.signingKeys.map(\.fingerprint).joined(separator: " ")],
                ["requests", service.authnRequestsSigned ? "always signed" : "signed unless its entry allows others"],
                ["NameID", service.role.nameIDFormats.map(\.rawValue).joined(separator: " ")],
                [
                    "attributes",
                    (service.defaultAttributeConsumingService?.requestedAttributes ?? [])
                        .map { $0.friendlyName ?? $0.name }.joined(separator: " "),
                ],
            ])
        }
    }
}
