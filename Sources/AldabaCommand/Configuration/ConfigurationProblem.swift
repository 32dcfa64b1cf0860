import Yams

/// One thing that is wrong with a configuration, said so that it can be mended.
struct ConfigurationProblem: Hashable, Sendable {
    /// The line of the file, counted from 1; nil when the key is absent or its value came from the environment.
    let line: Int?

    /// The key with its groups, such as `public.origin`; empty for the file as a whole.
    let key: String

    /// What is wrong, and what would be right.
    let message: String
}

extension ConfigurationProblem {
    /// What Yams says of a text that is no YAML, with the line where it knows it.
    init(notYAML error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, key: "", message: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(line: context.mark.line, key: "", message: "written twice: \(duplicates.joined(separator: ", "))")
        default:
            self.init(line: nil, key: "", message: "not YAML: \(error)")
        }
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    var description: String {
        let place = line.map { "line \($0): " } ?? ""
        return key.isEmpty ? place + message : "\(place)\(key): \(message)"
    }
}

/// A configuration that cannot be used, with everything that is wrong with it.
struct InvalidConfiguration: Error {
    let file: String
    let problems: [ConfigurationProblem]
}
