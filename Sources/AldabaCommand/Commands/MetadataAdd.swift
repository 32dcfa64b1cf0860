import ArgumentParser
import Federation
import Foundation
import SAML
import Storage

extension MetadataCommand {
    /// `aldaba metadata add`
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add entities, or replace those of the same name.",
            discussion: """
                What was decided about an entity stays when it is added again without --decisions: new metadata alone \
                lowers no level. With --decisions the file takes the place of all that was decided before. «metadata \
                decide» changes or drops decisions by themselves; «metadata remove» drops them with the entity.

                All of the files are added, or none.
                """)
        @OptionGroup var options: ConfigurationOption
        @Option(
            help: ArgumentHelp(
                "A file with what is decided about each of these services.",
                discussion: """
                    YAML with any of the keys that metadata/README.md lists, as beside the files \
                    of the federation's folder.
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
                let words = decisions.map { " (decided about it: \($0.summary))" } ?? ""
                CommandOutput.line("added \(addition.entity.entityID)\(words)")
                for warning in addition.entity.warnings {
                    CommandOutput.error("\(addition.entity.entityID): \(warning)")
                }
            }
        }

        /// What the broker would leave out is not added.
        private static func refuse(_ addition: Addition, in mode: Configuration.Mode) throws(Failure) {
            guard let service = ServiceProvider(addition.entity) else {
                throw notAService(addition.entity.entityID, addition.file)
            }
            if mode == .production, let address = service.developmentAddresses.first {
                throw Failure(
                    "\(addition.file): messages would go to \(address), which mode: development alone serves: ask for "
                        + "metadata with https addresses that are not of the reader's own machine")
            }
        }

        /// - Returns: what is decided about the entity from now on.
        private static func register(
            _ addition: Addition, _ decisions: Decisions?, at now: Date, in store: EntityStore
        ) throws -> Decisions? {
            let name = addition.entity.entityID.rawValue
            let change = try store.register(
                name, xml: addition.bytes, decisions: decisions.map { .replaced(by: $0.text) } ?? .kept, at: now)
            if case .belongsToFolder(let fileName) = change {
                throw Failure("\(name) is in the federation's folder: change \(fileName) there")
            }
            guard let text = try store.find(name)?.decisions else { return nil }
            do throws(Failure) {
                return try Decisions(text)
            } catch {
                throw Failure(
                    "\(name): what was decided about it before cannot be read (\(error)): decide anew with --decisions")
            }
        }
    }
}
