package import SAML
import XML

/// The rules that decide which attributes the broker releases to which service provider.
///
/// The results of all rules that apply are added. An attribute that no rule names is not released.
package struct ReleasePolicy: Hashable, Sendable {
    package var rules: [Rule]

    package init(rules: [Rule]) {
        self.rules = rules
    }

    /// The items that a rule releases, their recipients, and the occasion.
    package struct Rule: Hashable, Sendable {
        package var recipients: Recipients
        package var occasion: Occasion
        package var items: [Item]

        package init(to recipients: Recipients, _ occasion: Occasion, release items: [Item]) {
            self.recipients = recipients
            self.occasion = occasion
            self.items = items
        }
    }

    /// The service providers to which a rule applies.
    package enum Recipients: Hashable, Sendable {
        case everybody
        /// The service providers with these entityIDs, compared as exact strings.
        case services(Set<EntityID>)
        /// The service providers whose metadata has an entity attribute with this Name and this value, for example an
        /// entity category.
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

    /// The condition under which a rule releases one of its items.
    package enum Occasion: String, Hashable, Sendable, CaseIterable {
        case always
        /// The AttributeConsumingService that the request selects in metadata lists the item.
        case listed
        /// The AttributeConsumingService lists the item, or the eIDAS RequestedAttributes of a signed request do.
        case requested
        /// As `requested`, with isRequired="true".
        case required
    }

    /// A value to release, and the name of its attribute.
    package struct Item: Hashable, Sendable {
        package let content: ReleasedContent
        @Exact package private(set) var name: String
        package let format: AttributeNameFormat
        @Exact package private(set) var friendlyName: String?

        /// Releases any content under any name and format.
        package init(
            _ content: ReleasedContent, as name: String, format: AttributeNameFormat = .uri,
            friendlyName: String? = nil
        ) {
            self.content = content
            self.name = name
            self.format = format
            self.friendlyName = friendlyName
        }

        /// Releases an attribute of the citizen under any name and format.
        package init(
            _ attribute: CitizenAttribute, as name: String, format: AttributeNameFormat = .uri,
            friendlyName: String? = nil
        ) {
            self.init(.attribute(attribute), as: name, format: format, friendlyName: friendlyName)
        }

        /// Releases an attribute of the citizen under its standard name.
        package init(_ attribute: CitizenAttribute) {
            self.init(attribute, as: attribute.name, friendlyName: attribute.friendlyName)
        }

        /// Releases an identifier of the person. The Name is the kind of the identifier.
        package init(_ kind: SubjectIdentifier.Kind) {
            self.init(.identifier(kind), as: kind.rawValue, friendlyName: kind.friendlyName)
        }
    }

    /// The policy when the configuration has none: releases what is requested, and always the method of the login
    /// (SelectedIdP).
    package static let standard = ReleasePolicy(rules: [
        Rule(
            to: .everybody, .requested, release: CitizenAttribute.allCases.filter { $0 != .selectedIdP }.map(Item.init)),
        Rule(to: .everybody, .requested, release: SubjectIdentifier.Kind.allCases.map(Item.init)),
        Rule(to: .everybody, .always, release: [Item(.selectedIdP)]),
    ])

    /// The maximum number of rules, of items in a rule, of services that a rule names, and of constant values.
    package static let maximumCount = 100
    /// The maximum length, in code points, of a Name, a NameFormat, a FriendlyName and a constant value. Every peer
    /// must accept this length.
    package static let maximumCharacters = 256
}

extension ReleasePolicy {
    /// The operator's change to the general policy for one service provider.
    package enum Change: Hashable, Sendable {
        case adding([Rule])
        /// Only these rules apply.
        case replacing([Rule])
    }

    /// Returns the policy for a service provider with this change.
    package func changed(by change: Change) -> ReleasePolicy {
        switch change {
        case .adding(let more): ReleasePolicy(rules: rules + more)
        case .replacing(let others): ReleasePolicy(rules: others)
        }
    }

    /// The attributes of all rules that do not name service providers by entityID, without values. The broker's
    /// metadata lists them.
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
