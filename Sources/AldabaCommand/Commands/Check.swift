import ArgumentParser
import Foundation

/// `aldaba check`: everything that is wrong with a configuration at once.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say everything that is wrong with a configuration, with line and key.",
        discussion:
            "Reads every file that the configuration names, and opens nothing else. Exit status 1 when something is wrong."
    )

    @OptionGroup var options: ConfigurationOption

    @Flag(help: "Print the problems as JSON.")
    var json = false

    func run() async throws {
        var problems: [ConfigurationProblem] = []
        do {
            problems = Installation.problems(with: try options.read(), withFederation: true)
        } catch let invalid as InvalidConfiguration {
            problems = invalid.problems
        }
        if json {
            try CommandOutput.json(problems.map(Row.init))
        } else {
            for problem in problems { CommandOutput.error("\(options.file): \(problem)") }
            if problems.isEmpty { print("\(options.file): nothing is wrong") }
        }
        if !problems.isEmpty { throw ExitCode(1) }
    }

    private struct Row: Encodable {
        let line: Int?
        let key: String
        let message: String

        init(_ problem: ConfigurationProblem) {
            line = problem.line
            key = problem.key
            message = problem.message
        }
    }
}
