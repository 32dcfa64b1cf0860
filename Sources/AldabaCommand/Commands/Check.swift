import ArgumentParser
import Foundation

/// `aldaba check`: everything that is wrong with a configuration at once.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say everything that is wrong with a configuration, with line and key.",
        discussion: """
            Reads every file that the configuration names, and compares the master key with the check value of the \
            database, where there is one; nothing is changed. Exit status 1 when something is wrong. What the broker starts with although somebody is kept out by it, now or within thirty days, is a \
            warning; with warnings alone the exit status is 0.
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
