import ArgumentParser
import Foundation

/// `aldaba serve`: the broker.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the broker until it is told to stop.",
        discussion: "SIGTERM and SIGINT let what is under way end, then stop the program.")

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        let configuration = try options.read()
        let problems = Installation.problems(with: configuration, withFederation: false)
        guard problems.isEmpty else { throw InvalidConfiguration(file: options.file, problems: problems) }
        try await Installation(configuration).serve()
    }
}
