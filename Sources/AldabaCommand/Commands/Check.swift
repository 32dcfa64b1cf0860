import ArgumentParser
import Foundation

/// `aldaba check`: everything that is wrong with a configuration at once.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say everything that is wrong with a configuration, with line and key.",
        discussion: """
            Reads every file that the configuration names, and compares the master key with the check value of the \
            database, where there is one; nothing is changed. The exit status is 1 when something is wrong. A warning \
            is a problem with which the broker starts, but which keeps citizens or services out, now or within thirty \
            days; with warnings alone the exit status is 0.
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
            if isUsable { print("\(options.file): nothing is wrong\(problems.isEmpty ? "" : " but for the warnings")") }
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
