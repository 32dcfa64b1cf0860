import ArgumentParser
import Foundation
import Storage

extension MetadataCommand {
    /// `aldaba metadata decide`
    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change or drop what is decided about an entity that was added.",
            discussion: """
                The file takes the place of all that was decided before: what it leaves out is as the standard again. \
                «metadata show --decisions» prints what is decided now. About an entity of the federation's folder the \
                file beside it decides.
                """)
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The entityID.") var entityID: String
        @Option(
            help: ArgumentHelp(
                "A file with what is decided.",
                discussion: "YAML with any of the keys that metadata/README.md lists.",
                valueName: "file.yaml"))
        var decisions: String?
        @Flag(help: "Drop all that is decided: the standard holds again.") var none = false

        func validate() throws {
            guard (decisions == nil) == none else {
                throw ValidationError("Give either --decisions FILE or --none")
            }
        }

        func run() async throws {
            let decisions = try decisions.map { file in try Decisions(file: file) }
            let database = try await Installation(try options.read()).database()
            switch try await database.write({ try EntityStore($0).decide(decisions?.text, about: entityID) }) {
            case .done:
                let summary = decisions?.summary ?? "nothing any more, the standard holds"
                CommandOutput.line("decided about \(entityID): \(summary)")
            case .unknown: throw MetadataCommand.unknown(entityID)
            case .belongsToFolder(let fileName):
                throw Failure(
                    "\(entityID) is in the federation's folder: decide in \(fileName.dropLast(4)).yaml there, "
                        + "and it holds within seconds")
            }
        }
    }
}
