import ArgumentParser
import Federation
import Foundation
import SAML
import Storage

extension MetadataCommand {
    /// `aldaba metadata add`: adds or replaces entities.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add entities, or replace entities with the same entityID.",
            discussion: """
                Without --decisions, the earlier decisions about an entity are kept: new metadata alone lowers no \
                level. With --decisions, the file replaces all earlier decisions. «metadata decide» changes or removes \
                only the decisions; «metadata remove» removes them with the entity.

                Either all files are added, or none.
                """)
        @OptionGroup var options: ConfigurationOption
        @Option(
            help: ArgumentHelp(
                "A file with the decisions about each of these services.",
                discussion: """
                    YAML with any of the keys that metadata/README.md lists, like the .yaml files \
                    in the federation's folder.
                    """, valueName: "file.yaml"))
        var decisions: String?
        @Argument(help: "Files with one EntityDescriptor each.") var files: [String]

        private struct Addition {
            let file: String
            let bytes: [UInt8]
            let entity: EntityDescriptor
        }

        func run() async throws {
            let decisions = try decisions.map { file in try Decisions(file: file) }
            let additions = try files.map { file in
                let (bytes, entity) = try MetadataCommand.read(file)
                return Addition(file: file, bytes: bytes, entity: entity)
            }
            let configuration = try options.read()
            for addition in additions { try Self.refuse(addition, in: configuration.mode) }
            let database = try await Installation(configuration).database()
            let present = try await database.write { connection in
                try additions.map { try Self.register($0, decisions, at: Date(), in: EntityStore(connection)) }
            }
            for (addition, decisions) in zip(additions, present) {
                let note = decisions.map { " (decisions: \($0.summary))" } ?? ""
                CommandOutput.line("added \(addition.entity.entityID)\(note)")
                for warning in addition.entity.warnings {
                    CommandOutput.error("\(addition.entity.entityID): \(warning)")
                }
            }
        }

        /// Refuses an entity that the broker would ignore.
        private static func refuse(_ addition: Addition, in mode: Configuration.Mode) throws(Failure) {
            guard let service = ServiceProvider(addition.entity) else {
                throw notAService(addition.entity.entityID, addition.file)
            }
            if mode == .production, let address = service.developmentAddresses.first {
                throw Failure(
                    "\(addition.file): messages would go to \(address), which only mode: development allows: ask for "
                        + "metadata with https addresses that are not loopback addresses")
            }
        }

        /// Writes an entity to the register, and returns the decisions about it.
        private static func register(
            _ addition: Addition, _ decisions: Decisions?, at now: Date, in store: EntityStore
        ) throws -> Decisions? {
            let name = addition.entity.entityID.rawValue
            let change = try store.register(
                name, xml: addition.bytes, decisions: decisions.map { .replaced(by: $0.stored) } ?? .kept, at: now)
            if case .belongsToFolder(let fileName) = change {
                throw Failure("\(name) is in the federation's folder: change \(fileName) there")
            }
            guard let stored = try store.find(name)?.decisions else { return nil }
            do throws(Failure) {
                return try Decisions(stored)
            } catch {
                throw Failure(
                    "\(name): the earlier decisions about it cannot be read (\(error)): replace them with --decisions")
            }
        }
    }
}
