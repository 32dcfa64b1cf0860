import Broker
import Federation
import SAML
import Yams

extension DecisionReader {
    /// Reads decisions of the release before as YAML.
    static let yaml = DecisionReader { try ServicePolicy(yaml: $0) }
}

extension ServicePolicy {
    /// The keys of decisions about a service.
    enum Key: String, CodingKey, CaseIterable {
        case minimumLevel = "minimum-level"
        case signing
        case allowsUnsignedRequests = "allows-unsigned-requests"
        case classes
        case maximumSessionAge = "maximum-session-age-minutes"
        case release
        case releaseReplaces = "release-replaces"
        case nameIDFormat = "name-id-format"
        case nameQualifiers = "name-qualifiers"
        case sessionLifetime = "session-minutes"
        case backdating = "assertion-backdating-seconds"
        case unsolicited
        case consent
    }

    /// Reads decisions in YAML, with the keys of ``Key``. The folder and the commands use this reader. The register
    /// uses it for decisions of the release before.
    ///
    /// - Throws: `Failure`, with the line, for an unknown key, an invalid value or malformed YAML.
    init(yaml: String) throws(Failure) {
        self.init()
        var rules: [ReleasePolicy.Rule]?
        var replaces: String?
        for (written, value) in try Self.mapping(yaml) {
            let place = written.mark.map { "line \($0.line): " } ?? ""
            guard let key = written.string.flatMap(Key.init(rawValue:)) else {
                throw Failure(
                    "\(place)no such key \(written.shortDescription): the keys are "
                        + Key.allCases.map(\.rawValue).joined(separator: ", "))
            }
            switch key {
            case .release: rules = try Self.rules(value, place)
            case .releaseReplaces: replaces = try Self.flag(value, place + key.rawValue) ? place : nil
            default: try read(key, value, place + key.rawValue)
            }
        }
        if let place = replaces {
            guard let rules else { throw Failure("\(place)release-replaces needs release, which is missing") }
            release = .replacing(rules)
        } else {
            release = .adding(rules ?? [])
        }
    }

    private mutating func read(_ key: Key, _ value: Node, _ place: String) throws(Failure) {
        switch key {
        case .minimumLevel: minimumLevel = try Self.level(value, place)
        case .signing: signing = try Self.signing(value, place)
        case .allowsUnsignedRequests: allowsUnsignedRequests = try Self.flag(value, place)
        case .classes: classes = try Self.classes(value, place)
        case .maximumSessionAge: maximumSessionAge = .seconds(60 * (try Self.number(value, place, in: 0...1440)))
        case .nameIDFormat: nameIDFormat = try Self.format(value, place)
        case .nameQualifiers: qualifiesNames = try Self.flag(value, place)
        case .sessionLifetime: sessionLifetime = .seconds(60 * (try Self.number(value, place, in: 1...1440)))
        case .backdating: backdating = .seconds(try Self.number(value, place, in: 0...600))
        case .unsolicited: takesUnsolicited = try Self.flag(value, place)
        case .consent: asksConsent = try Self.flag(value, place)
        case .release, .releaseReplaces: break
        }
    }

    private static func mapping(_ yaml: String) throws(Failure) -> Node.Mapping {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw Failure("\(ConfigurationProblem(notYAML: error))")
        }
        guard let mapping = root?.mapping else {
            throw Failure("expects keys and values, such as minimum-level: substantial")
        }
        return mapping
    }

    private static func rules(_ value: Node, _ place: String) throws(Failure) -> [ReleasePolicy.Rule] {
        var reader = ReleaseRuleReader(hasRecipients: false)
        let rules = reader.rules(value)
        if let problem = reader.problems.first {
            throw Failure("\(problem.line.map { "line \($0): " } ?? place)release: \(problem.message)")
        }
        return rules
    }

    private static func classes(_ value: Node, _ place: String) throws(Failure) -> [AuthnContextClass: LevelOfAssurance]
    {
        guard let table = value.mapping else {
            throw Failure("\(place) expects a table such as { urn:example:strong: high }")
        }
        var classes: [AuthnContextClass: LevelOfAssurance] = [:]
        for (name, level) in table {
            let line = name.mark.map { "line \($0.line): classes" } ?? place
            guard let name = name.string else {
                throw Failure("\(line) expects AuthnContextClassRefs with low, substantial or high")
            }
            classes[AuthnContextClass(rawValue: name)] = try Self.level(level, "\(line): \(name)")
        }
        return classes
    }

    private static func flag(_ value: Node, _ place: String) throws(Failure) -> Bool {
        guard let flag = value.bool else {
            throw Failure("\(place) expects true or false, not \(value.shortDescription)")
        }
        return flag
    }

    private static func number(_ value: Node, _ place: String, in bounds: ClosedRange<Int>) throws(Failure) -> Int {
        guard let number = value.int, bounds.contains(number) else {
            throw Failure(
                "\(place) expects a whole number from \(bounds.lowerBound) to \(bounds.upperBound), not \(value.shortDescription)"
            )
        }
        return number
    }

    private static func level(_ value: Node, _ key: String) throws(Failure) -> LevelOfAssurance {
        guard let level = value.string.flatMap({ LevelOfAssurance($0) }) else {
            throw Failure("\(key) expects low, substantial or high, not \(value.shortDescription)")
        }
        return level
    }

    private static func signing(_ value: Node, _ key: String) throws(Failure) -> ResponseBuilder.Signing {
        guard let signing = value.string.flatMap({ ResponseBuilder.Signing(rawValue: $0) }) else {
            throw Failure("\(key) expects assertion, response or both, not \(value.shortDescription)")
        }
        return signing
    }

    private static func format(_ value: Node, _ key: String) throws(Failure) -> NameIDFormat {
        switch value.string {
        case "persistent": return .persistent
        case "transient": return .transient
        default: throw Failure("\(key) expects persistent or transient, not \(value.shortDescription)")
        }
    }
}
