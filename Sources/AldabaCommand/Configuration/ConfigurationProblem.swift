import Yams

/// A problem of a configuration.
struct ConfigurationProblem: Hashable, Sendable {
    enum Severity: String, Hashable, Sendable {
        /// The broker does not start, or a file of the federation's folder cannot be read.
        case error
        /// The broker starts, but some citizens or services cannot use it, now or soon.
        case warning
    }

    var severity = Severity.error

    /// The line of the file, counted from 1. Nil when the key is missing or its value is from the environment.
    let line: Int?

    /// The key with its groups, such as `public.origin`, or an environment variable. Empty for the whole file.
    let key: String

    /// The problem, and what was expected or what to do.
    let message: String
}

extension ConfigurationProblem {
    /// Creates a problem with the file or resource that a key names, not with its value.
    init(_ severity: Severity, _ key: ConfigurationKey, _ message: String) {
        self.init(severity: severity, line: nil, key: key.rawValue, message: message)
    }

    /// Creates a problem from an error of Yams, with the line if known.
    init(notYAML error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(
                line: mark.line, key: "",
                message: "not YAML: \(problem); check the brackets, quotes and indents there")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                line: context.mark.line, key: "",
                message: "written twice: \(duplicates.joined(separator: ", ")); keep one")
        default:
            self.init(line: nil, key: "", message: "not YAML: \(error); check its brackets, quotes and indents")
        }
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    var description: String {
        let place = (severity == .warning ? "warning: " : "") + (line.map { "line \($0): " } ?? "")
        return key.isEmpty ? place + message : "\(place)\(key): \(message)"
    }
}

/// An invalid configuration, with all its problems.
struct InvalidConfiguration: Error {
    let file: String
    let problems: [ConfigurationProblem]
}
