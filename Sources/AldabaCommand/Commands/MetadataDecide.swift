import ArgumentParser
import Foundation
import Storage

extension MetadataCommand {
    /// `aldaba metadata decide`: changes or removes the decisions about an entity.
    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change or remove the decisions about an entity that was added.",
            discussion: """
                The file replaces all earlier decisions: a key that it leaves out has its default again. «metadata \
                show --decisions» prints the present decisions. For an entity of the federation's folder, change the \
                .yaml file there.
                """)
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The entityID.") var entityID: String
        @Option(
            help: ArgumentHelp(
                "A file with the decisions.",
                discussion: "YAML with any of the keys that metadata/README.md lists.",
                valueName: "file.yaml"))
        var decisions: String?
        @Flag(help: "Remove all decisions: the defaults apply again.") var none = false

        func validate() throws {
            guard (decisions == nil) == none else {
                throw ValidationError("Give either --decisions FILE or --none")
            }
        }

        func run() async throws {
            let decisions = try decisions.map { file in try Decisions(file: file) }
            let database = try await Installation(try options.read()).database()
            switch try await database.write({ try EntityStore($0).decide(decisions?.stored, about: entityID) }) {
            case .done:
                let summary = decisions?.summary ?? "none, the defaults apply"
                CommandOutput.line("decisions about \(entityID): \(summary)")
            case .unknown: throw MetadataCommand.unknown(entityID)
            case .belongsToFolder(let fileName):
                throw Failure(
                    "\(entityID) is in the federation's folder: change \(fileName.dropLast(4)).yaml there, and a "
                        + "running broker applies it within seconds")
            }
        }
    }
}
