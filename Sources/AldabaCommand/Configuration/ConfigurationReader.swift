import Foundation
import Yams

/// Reads values from a configuration file and the environment, and collects all problems.
///
/// Environment variables override scalars of the file. Reading continues after a problem, so that one run reports all.
struct ConfigurationReader {
    private let values: [String: Node]
    private let environment: [String: String]
    private let folder: URL
    private(set) var problems: [ConfigurationProblem] = []

    /// Whether the file is YAML. If it is not, missing values are not problems.
    private(set) var isReadable = true

    /// - Parameters:
    ///   - text: YAML: groups of keys, two or three levels deep.
    ///   - folder: The base of relative paths.
    init(text: String, folder: URL, environment: [String: String]) {
        self.folder = folder
        self.environment = environment
        do {
            let flat = try Self.flatten(try Yams.compose(yaml: text))
            values = flat.values
            problems = flat.problems
        } catch {
            values = [:]
            problems = [ConfigurationProblem(notYAML: error)]
            isReadable = false
        }
    }

    /// Returns the scalar of a key as text. Nil when it is neither in the environment nor in the file.
    mutating func text(_ key: ConfigurationKey) -> String? {
        if let value = environment[key.environmentVariable] { return value }
        guard let node = values[key.rawValue] else { return nil }
        guard case .scalar(let scalar) = node else {
            report(key, "expects a single value")
            return nil
        }
        return scalar.string
    }

    /// Returns the scalar of a required key. Reports a missing value.
    mutating func required(_ key: ConfigurationKey) -> String {
        let value = text(key)
        if let value, !value.isEmpty { return value }
        // A value that is not a scalar has already been reported.
        if value != nil || values[key.rawValue] == nil {
            report(key, "is required: write it in the file or set \(key.environmentVariable)")
        }
        return ""
    }

    /// Returns the path of a file or folder. Relative paths begin at the folder of the configuration.
    mutating func path(_ key: ConfigurationKey) -> String? {
        text(key).map { URL(filePath: $0, relativeTo: folder).standardizedFileURL.path }
    }

    /// Returns the path of a required file. Reports a file that cannot be read.
    mutating func readableFile(_ key: ConfigurationKey) -> String {
        guard !required(key).isEmpty, let path = path(key) else { return "" }
        if let obstacle = InputFile.obstacle(path) { report(key, "\(path) \(obstacle)") }
        return path
    }

    /// Returns a whole number within bounds, or the default.
    mutating func number(_ key: ConfigurationKey, in bounds: ClosedRange<Int>, default standard: Int) -> Int {
        guard let written = text(key) else { return standard }
        guard let number = Int(written), bounds.contains(number) else {
            report(key, "expects a whole number from \(bounds.lowerBound) to \(bounds.upperBound), not \(written)")
            return standard
        }
        return number
    }

    /// Returns a case of an enumeration, or the default.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: ConfigurationKey, default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        guard let written = text(key) else { return standard }
        guard let choice = Choice(rawValue: written) else {
            report(key, "expects one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), not \(written)")
            return standard
        }
        return choice
    }

    /// Returns a list of texts, or a scalar that is split at commas. Nil when the key is missing.
    mutating func list(_ key: ConfigurationKey) -> [String]? {
        if let value = environment[key.environmentVariable] { return Self.split(value) }
        switch values[key.rawValue] {
        case nil: return nil
        case .scalar(let scalar): return Self.split(scalar.string)
        case .sequence(let sequence): return sequence.compactMap(\.string)
        case .mapping, .alias:
            report(key, "expects a list")
            return nil
        }
    }

    /// Returns the items of a list in the file. Nil when there is no list, or the environment sets the key.
    func entries(_ key: ConfigurationKey) -> [Node]? {
        guard environment[key.environmentVariable] == nil, case .sequence(let sequence) = values[key.rawValue] else {
            return nil
        }
        return Array(sequence)
    }

    /// Returns the YAML node of a key in the file.
    func written(_ key: ConfigurationKey) -> Node? { values[key.rawValue] }

    /// Returns the paths of a list of files. Reports files that cannot be read.
    mutating func readableFiles(_ key: ConfigurationKey) -> [String] {
        (list(key) ?? []).map { readableFile($0, of: key) }
    }

    /// Returns the path of a file that is named in the value of a key. Reports a file that cannot be read.
    mutating func readableFile(_ written: String, of key: ConfigurationKey) -> String {
        let path = URL(filePath: written, relativeTo: folder).standardizedFileURL.path
        if let obstacle = InputFile.obstacle(path) { report(key, "\(path) \(obstacle)") }
        return path
    }

    /// Returns a table of words, such as `{ basic: low, advanced: substantial }`.
    mutating func table(_ key: ConfigurationKey) -> [(key: String, value: String)]? {
        guard let node = values[key.rawValue] else { return nil }
        guard case .mapping(let mapping) = node else {
            report(key, "expects a table such as { basic: low, advanced: substantial }")
            return nil
        }
        return mapping.compactMap { pair in
            guard let name = pair.key.string, let value = pair.value.string else { return nil }
            return (name, value)
        }
    }

    /// Reports a problem with a key, with its line if it is in the file.
    mutating func report(
        _ key: ConfigurationKey, _ message: String, as severity: ConfigurationProblem.Severity = .error
    ) {
        let isFromEnvironment = environment[key.environmentVariable] != nil
        let line = isFromEnvironment ? nil : values[key.rawValue]?.mark?.line
        let origin = isFromEnvironment ? " (from \(key.environmentVariable))" : ""
        problems.append(
            ConfigurationProblem(severity: severity, line: line, key: key.rawValue, message: message + origin))
    }

    /// Reports a problem in a line of a key's value.
    mutating func report(_ key: ConfigurationKey, _ message: String, line: Int?) {
        problems.append(
            ConfigurationProblem(
                line: line ?? values[key.rawValue]?.mark?.line, key: key.rawValue, message: message))
    }

    /// Reports environment variables that begin with `ALDABA_` and are not read.
    mutating func reportUnreadVariables() {
        let variables = Dictionary(uniqueKeysWithValues: ConfigurationKey.allCases.map { ($0.environmentVariable, $0) })
        for name in environment.keys.sorted() where name.hasPrefix("ALDABA_") {
            let message: String
            if let key = variables[name] {
                guard key.isTable else { continue }
                message = "is not read: \(key.rawValue) is a table, which only the file can have"
            } else if let key = ConfigurationKey.nearest(to: name, spelt: \.environmentVariable) {
                message = "is not read: no such key; did you mean \(key.environmentVariable)?"
            } else {
                message = "is not read: no such key; unset it"
            }
            problems.append(ConfigurationProblem(severity: .warning, line: nil, key: name, message: message))
        }
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

extension ConfigurationReader {
    /// Turns groups into dotted keys, and reports unknown keys.
    private static func flatten(_ root: Node?) throws -> (values: [String: Node], problems: [ConfigurationProblem]) {
        var values: [String: Node] = [:]
        var problems: [ConfigurationProblem] = []
        let groups = Set(ConfigurationKey.allCases.flatMap(\.groups))

        func visit(_ node: Node, _ path: String) {
            let line = node.mark?.line
            if ConfigurationKey(rawValue: path) != nil {
                values[path] = node
            } else if path.isEmpty || groups.contains(path), case .mapping(let mapping) = node {
                for (key, value) in mapping {
                    visit(value, path.isEmpty ? key.string ?? "" : "\(path).\(key.string ?? "")")
                }
            } else {
                let guess = ConfigurationKey.nearest(to: path).map { "; did you mean \($0.rawValue)?" } ?? ""
                problems.append(ConfigurationProblem(line: line, key: path, message: "no such key\(guess)"))
            }
        }

        let example = "examples/configuration/aldaba.yaml has every key"
        guard let root else {
            return ([:], [ConfigurationProblem(line: nil, key: "", message: "the file is empty: \(example)")])
        }
        guard case .mapping = root else {
            return ([:], [ConfigurationProblem(line: 1, key: "", message: "expects groups of keys: \(example)")])
        }
        visit(root, "")
        return (values, problems)
    }
}
