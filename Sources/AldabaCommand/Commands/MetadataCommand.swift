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
            The database is the register. The entities of the federation's folder are loaded into it by the broker, at \
            its start and whenever a file changes, and are marked with their file, and what is decided about them stands \
            beside it; those added here stay, with what is decided about them, until they are removed. A running broker \
            sees a change within a few seconds.
            """,
        subcommands: [Add.self, Decide.self, List.self, Show.self, Remove.self, Verify.self])

    /// Reads one EntityDescriptor.
    ///
    /// - Throws: `Failure` with element, line, cause and cure.
    static func read(_ file: String) throws -> (bytes: [UInt8], entity: EntityDescriptor) {
        let data = try InputFile.read(file)
        do throws(MetadataError) {
            return (Array(data), try EntityDescriptor(decoding: Array(data)))
        } catch {
            throw Failure("\(file): \(error)")
        }
    }

    static func unknown(_ entityID: String) -> Failure {
        Failure("no entity has the name \(entityID): «metadata list» has those there are")
    }

    static func notAService(_ entityID: EntityID, _ file: String) -> Failure {
        Failure("\(file): \(entityID) is no service provider: give metadata with an SPSSODescriptor")
    }

    /// `aldaba metadata remove`
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an entity that was added, and what was decided about it.")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The entityID.") var entityID: String

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            switch try await database.write({ try EntityStore($0).remove(entityID) }) {
            case .done: CommandOutput.line("removed \(entityID)")
            case .unknown: throw unknown(entityID)
            case .belongsToFolder(let fileName):
                throw Failure(
                    "\(entityID) is in the federation's folder: remove \(fileName) there, and it goes within seconds")
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
                throw notAService(entity.entityID, file)
            }
            for warning in entity.warnings { CommandOutput.error("\(file): \(warning)") }
            if let end = [entity.validUntil, service.role.validUntil].compactMap(\.self).min(), end <= Date() {
                throw Failure("\(file): the metadata was valid until \(SAMLInstant.format(end)): ask for a new copy")
            }
            guard let endpoint = service.defaultAssertionConsumerService else {
                throw Failure(
                    "\(file): there is no AssertionConsumerService by HTTP-POST: answers could go nowhere: ask its "
                        + "owner for one")
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
