import ArgumentParser
import Foundation

/// `aldaba check`: reports all problems of a configuration.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report all problems of a configuration, with line and key.",
        discussion: """
            Reads every file that the configuration names, and compares the master key with the check value of the \
            database, if the database exists. Changes nothing. The exit status is 1 when there are errors. With a \
            warning the broker starts, but some citizens or services cannot use it, now or within thirty days; with \
            warnings alone the exit status is 0.
            """)

    @OptionGroup var options: ConfigurationOption

    @Flag(help: "Print the problems as JSON.")
    var json = false

    func run() async throws {
        var problems: [ConfigurationProblem] = []
        do {
            let configuration = try options.read()
            problems = Installation.problems(with: configuration, withFederation: true, at: Date())
            if let problem = await Installation(configuration).masterKeyProblem() { problems.append(problem) }
        } catch let invalid as InvalidConfiguration {
            problems = invalid.problems
        }
        let isUsable = problems.allSatisfy { $0.severity == .warning }
        if json {
            try CommandOutput.json(problems.map(Row.init))
        } else {
            for problem in problems { CommandOutput.error("\(options.file): \(problem)") }
            if isUsable { print("\(options.file): \(problems.isEmpty ? "no problems" : "no errors, only warnings")") }
        }
        if !isUsable { throw ExitCode(1) }
    }

    private struct Row: Encodable {
        let severity: String
        let line: Int?
        let key: String
        let message: String

        init(_ problem: ConfigurationProblem) {
            severity = problem.severity.rawValue
            line = problem.line
            key = problem.key
            message = problem.message
        }
    }
}
