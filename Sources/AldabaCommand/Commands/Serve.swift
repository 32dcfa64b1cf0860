import ArgumentParser
import Foundation
import Logging

/// `aldaba serve`: runs the broker.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the broker until SIGTERM or SIGINT.",
        discussion: "After SIGTERM or SIGINT, requests in progress are completed, and then the program stops.")

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        let configuration = try options.read()
        let problems = Installation.problems(with: configuration, withFederation: false, at: Date())
        guard problems.allSatisfy({ $0.severity == .warning }) else {
            throw InvalidConfiguration(file: options.file, problems: problems)
        }
        let installation = Installation(configuration)
        for problem in problems {
            installation.log.warning(
                "configuration: \(problem.key)", metadata: ["cause": "\(problem.message)"])
        }
        try await installation.serve()
    }
}
