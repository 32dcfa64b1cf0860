import Federation
import SAML
import Yams

/// Reads release rules from the configuration and from the decisions about one service, and collects all problems.
struct ReleaseRuleReader {
    /// Whether rules have the key `to`. Rules in the decisions about one service do not.
    let hasRecipients: Bool
    private(set) var problems: [Problem] = []

    /// A problem with its line.
    struct Problem {
        let line: Int?
        let message: String
    }

    init(hasRecipients: Bool) {
        self.hasRecipients = hasRecipients
    }

    /// Returns the valid rules of a list.
    mutating func rules(_ node: Node) -> [ReleasePolicy.Rule] {
        guard let list = node.sequence else {
            report(node, "expects a list of rules such as { when: requested, tell: [person-identifier] }")
            return []
        }
        guard list.count <= ReleasePolicy.maximumCount else {
            report(node, "expects at most \(ReleasePolicy.maximumCount) rules, not \(list.count)")
            return []
        }
        return list.compactMap { rule($0) }
    }

    private mutating func rule(_ node: Node) -> ReleasePolicy.Rule? {
        let keys = hasRecipients ? ["to", "when", "tell"] : ["when", "tell"]
        guard let table = table(node, keys, such: "{ when: requested, tell: [person-identifier] }") else { return nil }
        var to: ReleasePolicy.Recipients? = .everybody
        if let written = table["to"] { to = recipients(written) }
        let occasion = occasion(table["when"], of: node)
        let items = items(table["tell"], of: node)
        guard let to, let occasion, let items else { return nil }
        return ReleasePolicy.Rule(to: to, occasion, release: items)
    }

    private mutating func recipients(_ node: Node) -> ReleasePolicy.Recipients? {
        if node.string == "everybody" { return .everybody }
        let example = "everybody, { services: [entityID] } or { entity-attribute: NAME, value: VALUE }"
        guard let table = node.mapping else {
            return refuse(node, "to expects \(example), not \(node.shortDescription)")
        }
        let keys = Set(table.keys.map { $0.string ?? "" })
        if keys == ["services"], let list = table["services"]?.sequence,
            (1...ReleasePolicy.maximumCount).contains(list.count)
        {
            let names = list.compactMap { text($0, "services", upTo: EntityID.maximumCharacters) }
            return names.count == list.count ? .services(Set(names.map(EntityID.init(rawValue:)))) : nil
        }
        if keys == ["entity-attribute", "value"], let name = table["entity-attribute"], let value = table["value"] {
            guard let name = text(name, "entity-attribute", upTo: EntityID.maximumCharacters),
                let value = text(value, "value", upTo: EntityID.maximumCharacters)
            else { return nil }
            return .having(entityAttribute: name, value: value)
        }
        return refuse(node, "to expects \(example)")
    }

    private mutating func occasion(_ written: Node?, of rule: Node) -> ReleasePolicy.Occasion? {
        if let occasion = written?.string.flatMap(ReleasePolicy.Occasion.init(rawValue:)) { return occasion }
        let known = ReleasePolicy.Occasion.allCases.map(\.rawValue).joined(separator: ", ")
        return refuse(written ?? rule, "when expects one of \(known), not \(written?.shortDescription ?? "nothing")")
    }

    private mutating func items(_ written: Node?, of rule: Node) -> [ReleasePolicy.Item]? {
        guard let list = written?.sequence, (1...ReleasePolicy.maximumCount).contains(list.count) else {
            return refuse(
                written ?? rule,
                "tell expects a list of 1 to \(ReleasePolicy.maximumCount) attributes, such as [person-identifier]"
            )
        }
        let items = list.compactMap { item($0) }
        return items.count == list.count ? items : nil
    }

    // MARK: Released attributes

    private static let itemKeys = ["attribute", "values", "name", "format", "friendly-name"]

    private mutating func item(_ node: Node) -> ReleasePolicy.Item? {
        if node.string != nil { return namedItem(node) }
        guard let table = table(node, Self.itemKeys, such: "person-identifier or { attribute: …, name: … }") else {
            return nil
        }
        var friendlyName: String?
        if let written = table["friendly-name"] {
            guard let text = text(written, "friendly-name") else { return nil }
            friendlyName = text
        }
        if table["attribute"] != nil, table["values"] != nil {
            return refuse(node, "expects attribute or values, not both")
        }
        if let attribute = table["attribute"] {
            guard let own = namedItem(attribute) else { return nil }
            guard let written = table["name"] else {
                guard table["format"] == nil, friendlyName == nil else {
                    return refuse(node, "a format or friendly-name needs a name")
                }
                return own
            }
            if case .identifier = own.content {
                return refuse(node, "\(attribute.shortDescription) cannot have another name")
            }
            return item(own.content, written, table["format"], friendlyName)
        }
        guard let written = table["values"], let name = table["name"] else {
            return refuse(node, "expects an attribute, or values and a name")
        }
        guard let values = values(written) else { return nil }
        return item(.values(values), name, table["format"], friendlyName)
    }

    private mutating func item(
        _ content: ReleasedContent, _ name: Node, _ format: Node?, _ friendlyName: String?
    ) -> ReleasePolicy.Item? {
        guard let written = text(name, "name") else { return nil }
        var nameFormat = AttributeNameFormat.uri
        if let format {
            guard let known = self.format(format) else { return nil }
            nameFormat = known
        }
        if nameFormat == .uri, !written.isAbsoluteURI {
            return refuse(name, "name expects a URI, not \(written); for another name add format: basic")
        }
        return ReleasePolicy.Item(content, as: written, format: nameFormat, friendlyName: friendlyName)
    }

    private mutating func format(_ node: Node) -> AttributeNameFormat? {
        switch node.string {
        case "uri": return .uri
        case "basic": return .basic
        case "unspecified": return .unspecified
        default:
            guard let written = text(node, "format") else { return nil }
            guard written.isAbsoluteURI else {
                return refuse(node, "format expects uri, basic, unspecified or a URI, not \(written)")
            }
            return AttributeNameFormat(rawValue: written)
        }
    }

    private mutating func namedItem(_ node: Node) -> ReleasePolicy.Item? {
        let attribute = CitizenAttribute.allCases.first { $0.keyword == node.string }
        if let attribute { return ReleasePolicy.Item(attribute) }
        let kind = SubjectIdentifier.Kind.allCases.first { $0.keyword == node.string }
        if let kind { return ReleasePolicy.Item(kind) }
        let known = CitizenAttribute.allCases.map(\.keyword) + SubjectIdentifier.Kind.allCases.map(\.keyword)
        return refuse(
            node, "no such attribute \(node.shortDescription): the attributes are \(known.joined(separator: ", "))")
    }

    private mutating func values(_ node: Node) -> [String]? {
        guard let list = node.sequence, list.count <= ReleasePolicy.maximumCount else {
            return refuse(node, "values expects a list of at most \(ReleasePolicy.maximumCount) texts")
        }
        let texts = list.compactMap { value -> String? in
            if value.string == "" { return "" }
            return text(value, "values")
        }
        return texts.count == list.count ? texts : nil
    }

    // MARK: Reading

    private mutating func table(_ node: Node, _ keys: [String], such example: String) -> Node.Mapping? {
        guard let table = node.mapping else { return refuse(node, "expects \(example), not \(node.shortDescription)") }
        if let other = table.keys.first(where: { !keys.contains($0.string ?? "") }) {
            return refuse(other, "no such key \(other.shortDescription): the keys are \(keys.joined(separator: ", "))")
        }
        return table
    }

    private mutating func text(
        _ node: Node, _ key: String, upTo maximum: Int = ReleasePolicy.maximumCharacters
    ) -> String? {
        guard let text = node.string, !text.isEmpty, text.unicodeScalars.count <= maximum,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return refuse(node, "\(key) expects a text of 1 to \(maximum) characters in one line") }
        return text
    }

    private mutating func refuse<Value>(_ node: Node, _ message: String) -> Value? {
        report(node, message)
        return nil
    }

    private mutating func report(_ node: Node, _ message: String) {
        problems.append(Problem(line: node.mark?.line, message: message))
    }
}

extension CitizenAttribute {
    /// The keyword in release rules.
    var keyword: String {
        switch self {
        case .personIdentifier: "person-identifier"
        case .currentGivenName: "given-name"
        case .currentFamilyName: "family-name"
        case .firstSurname: "first-surname"
        case .dateOfBirth: "date-of-birth"
        case .selectedIdP: "method"
        }
    }
}

extension SubjectIdentifier.Kind {
    /// The keyword in release rules.
    var keyword: String {
        switch self {
        case .subjectID: "subject-id"
        case .pairwiseID: "pairwise-id"
        }
    }
}

extension Node {
    /// The value for an error, such as `a list`.
    var shortDescription: String {
        switch self {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : scalar.string
        case .sequence: "a list"
        case .mapping: "a table"
        case .alias: "an alias"
        }
    }
}

extension String {
    /// Whether the text begins with a URI scheme. RFC 3986 §3.1.
    fileprivate var isAbsoluteURI: Bool {
        wholeMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:\S+/) != nil
    }
}
