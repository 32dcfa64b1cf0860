import Yams

/// One thing that is wrong with a configuration, said so that it can be mended.
struct ConfigurationProblem: Hashable, Sendable {
    enum Severity: String, Hashable, Sendable {
        /// The broker does not start with it, or a file of the federation's folder cannot be read.
        case error
        /// The broker starts with it, and somebody is kept out, or will be soon.
        case warning
    }

    var severity = Severity.error

    /// The line of the file, counted from 1; nil when the key is absent or its value came from the environment.
    let line: Int?

    /// The key with its groups, such as `public.origin`, or an environment variable; empty for the file as a whole.
    let key: String

    /// What is wrong, and what would be right.
    let message: String
}

extension ConfigurationProblem {
    /// What is wrong with what a key leads to, rather than with what is written at it.
    init(_ severity: Severity, _ key: ConfigurationKey, _ message: String) {
        self.init(severity: severity, line: nil, key: key.rawValue, message: message)
    }

    /// What Yams says of a text that is no YAML, with the line where it knows it.
    init(notYAML error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(
                line: mark.line, key: "",
                message: "not YAML: \(problem); look at the brackets, quotes and indents there")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                line: context.mark.line, key: "",
                message: "written twice: \(duplicates.joined(separator: ", ")); keep one")
        default:
            self.init(line: nil, key: "", message: "not YAML: \(error); look at its brackets, quotes and indents")
        }
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    var description: String {
        let place = (severity == .warning ? "warning: " : "") + (line.map { "line \($0): " } ?? "")
        return key.isEmpty ? place + message : "\(place)\(key): \(message)"
    }
}

/// A configuration that cannot be used, with everything that is wrong with it.
struct InvalidConfiguration: Error {
    let file: String
    let problems: [ConfigurationProblem]
}
