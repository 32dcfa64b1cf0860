import Foundation
import Yams

/// Reads values out of a configuration file and the environment, and collects everything that is wrong on the way.
///
/// The environment wins over the file, for scalars. Reading goes on after a problem, so that one run tells them all.
struct ConfigurationReader {
    private let values: [String: Node]
    private let environment: [String: String]
    private let folder: URL
    private(set) var problems: [ConfigurationProblem] = []

    /// Whether the file could be read at all; what is missing from one that could not says nothing.
    private(set) var isReadable = true

    /// - Parameters:
    ///   - text: YAML: groups of keys, two or three levels deep.
    ///   - folder: where relative paths begin.
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

    /// The scalar of that key as text, or nil when it is neither in the environment nor in the file.
    mutating func text(_ key: ConfigurationKey) -> String? {
        if let value = environment[key.environmentVariable] { return value }
        guard let node = values[key.rawValue] else { return nil }
        guard case .scalar(let scalar) = node else {
            report(key, "expects a single value")
            return nil
        }
        return scalar.string
    }

    /// The scalar of that key; its absence is a problem.
    mutating func required(_ key: ConfigurationKey) -> String {
        let value = text(key)
        if let value, !value.isEmpty { return value }
        // What is there and is no text has been reported already.
        if value != nil || values[key.rawValue] == nil {
            report(key, "is required: write it in the file or set \(key.environmentVariable)")
        }
        return ""
    }

    /// A file or folder: absolute, or relative to the folder in which the configuration lies.
    mutating func path(_ key: ConfigurationKey) -> String? {
        text(key).map { URL(filePath: $0, relativeTo: folder).standardizedFileURL.path }
    }

    /// A file that must be there and readable.
    mutating func readableFile(_ key: ConfigurationKey) -> String {
        guard !required(key).isEmpty, let path = path(key) else { return "" }
        if let obstacle = InputFile.obstacle(path) { report(key, "\(path) \(obstacle)") }
        return path
    }

    /// A whole number within bounds.
    mutating func number(_ key: ConfigurationKey, in bounds: ClosedRange<Int>, default standard: Int) -> Int {
        guard let written = text(key) else { return standard }
        guard let number = Int(written), bounds.contains(number) else {
            report(key, "expects a whole number from \(bounds.lowerBound) to \(bounds.upperBound), not \(written)")
            return standard
        }
        return number
    }

    /// One of the words of an enumeration.
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

    /// A list of texts, or nil when the key is absent. A comma-separated scalar will do, as the environment has it.
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

    /// The items of a list that stands in the file; nil when there is none, or the environment has the key.
    func entries(_ key: ConfigurationKey) -> [Node]? {
        guard environment[key.environmentVariable] == nil, case .sequence(let sequence) = values[key.rawValue] else {
            return nil
        }
        return Array(sequence)
    }

    /// What stands at that key in the file.
    func written(_ key: ConfigurationKey) -> Node? { values[key.rawValue] }

    /// A list of readable files.
    mutating func readableFiles(_ key: ConfigurationKey) -> [String] {
        (list(key) ?? []).map { readableFile($0, of: key) }
    }

    /// A file named in the value of that key, which must be there and readable.
    mutating func readableFile(_ written: String, of key: ConfigurationKey) -> String {
        let path = URL(filePath: written, relativeTo: folder).standardizedFileURL.path
        if let obstacle = InputFile.obstacle(path) { report(key, "\(path) \(obstacle)") }
        return path
    }

    /// A small table of words, such as `{ basic: low, advanced: substantial }`.
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

    /// Notes a problem with that key, with its line where the file has it.
    mutating func report(
        _ key: ConfigurationKey, _ message: String, as severity: ConfigurationProblem.Severity = .error
    ) {
        let isFromEnvironment = environment[key.environmentVariable] != nil
        let line = isFromEnvironment ? nil : values[key.rawValue]?.mark?.line
        let origin = isFromEnvironment ? " (from \(key.environmentVariable))" : ""
        problems.append(
            ConfigurationProblem(severity: severity, line: line, key: key.rawValue, message: message + origin))
    }

    /// Notes a problem in that line of what stands at that key in the file.
    mutating func report(_ key: ConfigurationKey, _ message: String, line: Int?) {
        problems.append(
            ConfigurationProblem(
                line: line ?? values[key.rawValue]?.mark?.line, key: key.rawValue, message: message))
    }

    /// Notes variables that look like ours and that nothing reads.
    mutating func reportUnreadVariables() {
        let variables = Dictionary(uniqueKeysWithValues: ConfigurationKey.allCases.map { ($0.environmentVariable, $0) })
        for name in environment.keys.sorted() where name.hasPrefix("ALDABA_") {
            let message: String
            if let key = variables[name] {
                guard key.isTable else { continue }
                message = "is not read: \(key.rawValue) is a table, which only the file can have"
            } else if let key = ConfigurationKey.nearest(to: name, spelt: \.environmentVariable) {
                message = "is not read: no key is called so; did you mean \(key.environmentVariable)?"
            } else {
                message = "is not read: no key is called so; unset it"
            }
            problems.append(ConfigurationProblem(severity: .warning, line: nil, key: name, message: message))
        }
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

extension ConfigurationReader {
    /// Turns groups into dotted keys, and reports what no key is called.
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
