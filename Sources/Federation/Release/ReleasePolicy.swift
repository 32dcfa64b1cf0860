package import SAML
import XML

/// Which service is told what, as data: every rule that fits adds to it, and what no rule names is not told.
package struct ReleasePolicy: Hashable, Sendable {
    package var rules: [Rule]

    package init(rules: [Rule]) {
        self.rules = rules
    }

    /// What a rule tells, to whom, and when.
    package struct Rule: Hashable, Sendable {
        package var recipients: Recipients
        package var occasion: Occasion
        package var items: [Item]

        package init(to recipients: Recipients, _ occasion: Occasion, tell items: [Item]) {
            self.recipients = recipients
            self.occasion = occasion
            self.items = items
        }
    }

    /// To whom a rule applies.
    package enum Recipients: Hashable, Sendable {
        case everybody
        /// Those of exactly that name.
        case services(Set<EntityID>)
        /// Those whose metadata has an entity attribute of that Name with that value, such as an entity category.
        case having(entityAttribute: String, value: String)

        package static func == (left: Recipients, right: Recipients) -> Bool {
            switch (left, right) {
            case (.everybody, .everybody): true
            case (.services(let left), .services(let right)): left == right
            case (.having(let name, let value), .having(let otherName, let otherValue)):
                name.isExactly(otherName) && value.isExactly(otherValue)
            case (.everybody, _), (.services, _), (.having, _): false
            }
        }

        package func hash(into hasher: inout Hasher) {
            switch self {
            case .everybody: hasher.combine(0)
            case .services(let services): hasher.combine(services)
            case .having(let name, let value):
                name.hashExactly(into: &hasher)
                value.hashExactly(into: &hasher)
            }
        }
    }

    /// When a rule applies to one of its items.
    package enum Occasion: String, Hashable, Sendable, CaseIterable {
        case always
        /// When the AttributeConsumingService of the request asks for it: metadata, and nothing else.
        case listed
        /// When that does, or the list of the request itself, which a signature must cover.
        case requested
        /// When one of them does, and says that it cannot do without.
        case required
    }

    /// Something to tell, under the name that it is told by.
    package struct Item: Hashable, Sendable {
        package let content: ReleasedContent
        @Exact package private(set) var name: String
        package let format: AttributeNameFormat
        @Exact package private(set) var friendlyName: String?

        /// Anything, under any name and format.
        package init(
            _ content: ReleasedContent, as name: String, format: AttributeNameFormat = .uri,
            friendlyName: String? = nil
        ) {
            self.content = content
            self.name = name
            self.format = format
            self.friendlyName = friendlyName
        }

        /// An attribute of the citizen, under any name and format.
        package init(
            _ attribute: CitizenAttribute, as name: String, format: AttributeNameFormat = .uri,
            friendlyName: String? = nil
        ) {
            self.init(.attribute(attribute), as: name, format: format, friendlyName: friendlyName)
        }

        /// An attribute of the citizen, under its own name.
        package init(_ attribute: CitizenAttribute) {
            self.init(attribute, as: attribute.name, friendlyName: attribute.friendlyName)
        }

        /// An identifier of the person. Its Name is its kind.
        package init(_ kind: SubjectIdentifier.Kind) {
            self.init(.identifier(kind), as: kind.rawValue, friendlyName: kind.friendlyName)
        }
    }

    /// What is requested, and always the way of identification.
    package static let standard = ReleasePolicy(rules: [
        Rule(to: .everybody, .requested, tell: CitizenAttribute.allCases.filter { $0 != .selectedIdP }.map(Item.init)),
        Rule(to: .everybody, .requested, tell: SubjectIdentifier.Kind.allCases.map(Item.init)),
        Rule(to: .everybody, .always, tell: [Item(.selectedIdP)]),
    ])

    /// Of rules, of items in a rule, of services that a rule names, and of values that are the same of everybody.
    package static let maximumCount = 100
    /// Of a Name, a NameFormat, a FriendlyName and such a value, in code points: what every peer must be able to take.
    package static let maximumCharacters = 256
}

extension ReleasePolicy {
    /// What is decided for one service beside what holds for all.
    package enum Change: Hashable, Sendable {
        case adding([Rule])
        /// Nothing else holds for it.
        case replacing([Rule])
    }

    /// The policy for a service about which that is decided.
    package func changed(by change: Change) -> ReleasePolicy {
        switch change {
        case .adding(let more): ReleasePolicy(rules: rules + more)
        case .replacing(let others): ReleasePolicy(rules: others)
        }
    }

    /// What may be told to a service that nobody has decided about, without values, as our metadata lists it.
    package var attributes: [Attribute] {
        var listed: [Attribute] = []
        for rule in rules where !rule.recipients.areNamed {
            for item in rule.items {
                let attribute = Attribute(
                    name: item.name, nameFormat: item.format, friendlyName: item.friendlyName, values: [])
                guard !listed.contains(where: { $0.name.isExactly(item.name) && $0.nameFormat == item.format }) else {
                    continue
                }
                listed.append(attribute)
            }
        }
        return listed
    }
}

extension ReleasePolicy.Recipients {
    fileprivate var areNamed: Bool {
        if case .services = self { true } else { false }
    }
}

extension SubjectIdentifier.Kind {
    fileprivate var friendlyName: String {
        switch self {
        case .subjectID: "subject-id"
        case .pairwiseID: "pairwise-id"
        }
    }
}
