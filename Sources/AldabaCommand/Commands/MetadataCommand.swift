import ArgumentParser
import Federation
import Foundation
import SAML
import Storage
import XMLSecurity

/// `aldaba metadata`: manages the register of entities.
struct MetadataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metadata", abstract: "Manage the register of entities.",
        discussion: """
            The register is in the database. The broker loads the entities of the federation's folder into it, at its \
            start and when a file changes, with the decisions in the .yaml file of the same name. Entities that are \
            added with this command stay in the register, with the decisions about them, until they are removed. A \
            running broker uses a change within a few seconds.
            """,
        subcommands: [Add.self, Decide.self, List.self, Show.self, Remove.self, Verify.self])

    /// Reads one EntityDescriptor.
    ///
    /// - Throws: `Failure` with the element, the line, the cause and what to do.
    static func read(_ file: String) throws -> (bytes: [UInt8], entity: EntityDescriptor) {
        let data = try InputFile.read(file)
        do throws(MetadataError) {
            return (Array(data), try EntityDescriptor(decoding: Array(data)))
        } catch {
            throw Failure("\(file): \(error)")
        }
    }

    static func unknown(_ entityID: String) -> Failure {
        Failure("no entity has the entityID \(entityID): «metadata list» lists all entities")
    }

    static func notAService(_ entityID: EntityID, _ file: String) -> Failure {
        Failure("\(file): \(entityID) is not a service provider: give metadata with an SPSSODescriptor")
    }

    /// `aldaba metadata remove`: removes an entity.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an entity that was added, and the decisions about it.")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The entityID.") var entityID: String

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            switch try await database.write({ try EntityStore($0).remove(entityID) }) {
            case .done: CommandOutput.line("removed \(entityID)")
            case .unknown: throw unknown(entityID)
            case .belongsToFolder(let fileName):
                throw Failure(
                    "\(entityID) is in the federation's folder: delete \(fileName) there, and a running broker removes "
                        + "it within seconds")
            }
        }
    }

    /// `aldaba metadata verify`: reports the problems of a metadata file.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report the problems of a metadata file, without changes to the register.")
        @Argument(help: "A file with one EntityDescriptor.") var file: String

        func run() async throws {
            let (_, entity) = try MetadataCommand.read(file)
            guard let service = entity.serviceProvider else {
                throw notAService(entity.entityID, file)
            }
            for warning in entity.warnings { CommandOutput.error("\(file): \(warning)") }
            if let end = [entity.validUntil, service.role.validUntil].compactMap(\.self).min(), end <= Date() {
                throw Failure("\(file): the metadata was valid until \(SAMLInstant.format(end)): ask for a new copy")
            }
            guard let endpoint = service.defaultAssertionConsumerService else {
                throw Failure(
                    "\(file): there is no AssertionConsumerService with HTTP-POST, so the broker could not answer: ask "
                        + "the service for one")
            }
            CommandOutput.table([
                ["entityID", entity.entityID.rawValue],
                ["answers go to", endpoint.location],
                ["signing keys", service.role.signingKeys.map(\.fingerprint).joined(separator: " ")],
                ["requests", service.authnRequestsSigned ? "always signed" : "signed unless decisions allow others"],
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
