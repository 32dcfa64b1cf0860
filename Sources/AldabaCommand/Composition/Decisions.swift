import Broker
import Federation
import Foundation
import SAML
import Storage

/// An operator's decisions about a service: the policy, and the form in which the register stores it.
struct Decisions: Sendable {
    let policy: ServicePolicy
    let stored: StoredDecisions

    /// Reads the operator's YAML.
    ///
    /// - Throws: `Failure`, with the line, when the text cannot be read.
    init(_ text: String) throws(Failure) {
        policy = try ServicePolicy(yaml: text)
        do {
            stored = .document(try policy.document(), text: text)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// Reads the decisions of the register, as the broker does.
    ///
    /// - Throws: `Failure` when the decisions cannot be read.
    init(_ stored: StoredDecisions) throws(Failure) {
        self.stored = stored
        do {
            policy = try DecisionReader.yaml.policy(stored)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// - Throws: `Failure`, with file and line, when the text cannot be read.
    init(file: String) throws(Failure) {
        let text = try InputFile.text(file)
        do throws(Failure) {
            try self.init(text)
        } catch {
            throw Failure("\(file): \(error.message)")
        }
    }

    /// The differences from the defaults, for people, such as `minimum-level: high`.
    var summary: String {
        let standard = ServicePolicy.standard
        var parts: [String] = []
        if policy.minimumLevel != standard.minimumLevel { parts.append("minimum-level: \(policy.minimumLevel)") }
        if policy.signing != standard.signing { parts.append("signing: \(policy.signing.rawValue)") }
        if policy.allowsUnsignedRequests { parts.append("allows-unsigned-requests: true") }
        if !policy.classes.isEmpty {
            let classes = policy.classes.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key) \($0.value)" }
            parts.append("classes: \(classes.joined(separator: " "))")
        }
        parts += minutes + release + names
        if policy.takesUnsolicited { parts.append("unsolicited: true") }
        if policy.asksConsent { parts.append("consent: true") }
        return parts.isEmpty ? "same as the defaults" : parts.joined(separator: ", ")
    }
}

extension Decisions {
    private var minutes: [String] {
        [
            policy.maximumSessionAge.map { "maximum-session-age-minutes: \($0.minutes)" },
            policy.sessionLifetime.map { "session-minutes: \($0.minutes)" },
            policy.backdating.map { "assertion-backdating-seconds: \($0.components.seconds)" },
        ].compactMap(\.self)
    }

    private var release: [String] {
        switch policy.release {
        case .adding([]): []
        case .adding(let rules): ["release: \(rules.count) more"]
        case .replacing(let rules): ["release: \(rules.count), replacing all others"]
        }
    }

    private var names: [String] {
        [
            policy.nameIDFormat.map { "name-id-format: \($0.keyword)" },
            policy.qualifiesNames ? nil : "name-qualifiers: false",
        ].compactMap(\.self)
    }
}

extension Duration {
    fileprivate var minutes: Int64 { components.seconds / 60 }
}

extension NameIDFormat {
    /// The keyword in decisions.
    fileprivate var keyword: String { self == .persistent ? "persistent" : "transient" }
}

/// Encodes all values that apply to the service, including defaults, under the keys of the YAML file.
extension Decisions: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ServicePolicy.Key.self)
        try container.encode(policy.minimumLevel.description, forKey: .minimumLevel)
        try container.encode(policy.signing.rawValue, forKey: .signing)
        try container.encode(policy.allowsUnsignedRequests, forKey: .allowsUnsignedRequests)
        try container.encode(policy.classes.mapValues(\.description), forKey: .classes)
        try container.encodeIfPresent(policy.maximumSessionAge?.minutes, forKey: .maximumSessionAge)
        switch policy.release {
        case .adding(let rules): try container.encode(rules.map(WrittenRule.init), forKey: .release)
        case .replacing(let rules):
            try container.encode(rules.map(WrittenRule.init), forKey: .release)
            try container.encode(true, forKey: .releaseReplaces)
        }
        try container.encodeIfPresent(policy.nameIDFormat?.keyword, forKey: .nameIDFormat)
        try container.encode(policy.qualifiesNames, forKey: .nameQualifiers)
        try container.encodeIfPresent(policy.sessionLifetime?.minutes, forKey: .sessionLifetime)
        try container.encodeIfPresent(policy.backdating?.components.seconds, forKey: .backdating)
        try container.encode(policy.takesUnsolicited, forKey: .unsolicited)
        try container.encode(policy.asksConsent, forKey: .consent)
    }
}

/// A release rule for one service, encoded under the keys of the YAML file.
private struct WrittenRule: Encodable {
    let when: String
    let items: [Item]

    private enum CodingKeys: String, CodingKey {
        case when
        case items = "tell"
    }

    struct Item: Encodable {
        var attribute: String?
        var values: [String]?
        var name: String?
        var format: String?
        var friendlyName: String?

        enum CodingKeys: String, CodingKey {
            case attribute, values, name, format
            case friendlyName = "friendly-name"
        }
    }

    init(_ rule: ReleasePolicy.Rule) {
        when = rule.occasion.rawValue
        items = rule.items.map { item in
            var written = Item(name: item.name, format: item.format.rawValue, friendlyName: item.friendlyName)
            switch item.content {
            case .attribute(let attribute): written.attribute = attribute.keyword
            case .identifier(let kind): written = Item(attribute: kind.keyword)
            case .values(let values): written.values = values
            }
            return written
        }
    }
}
