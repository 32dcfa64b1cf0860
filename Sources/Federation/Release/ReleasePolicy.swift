package import SAML

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
    }

    /// When a rule applies to one of its attributes.
    package enum Occasion: Hashable, Sendable {
        case always
        /// When the AttributeConsumingService of the request asks for it.
        case requested
        /// When it does, and says that it cannot do without.
        case required
    }

    /// An attribute of the citizen, under the name that it is told by.
    package struct Item: Hashable, Sendable {
        package let attribute: CitizenAttribute
        package let name: String
        package let format: AttributeNameFormat
        package let friendlyName: String?

        /// Under any name and format.
        package init(
            _ attribute: CitizenAttribute, as name: String, format: AttributeNameFormat = .uri,
            friendlyName: String? = nil
        ) {
            self.attribute = attribute
            self.name = name
            self.format = format
            self.friendlyName = friendlyName
        }

        /// Under its own name.
        package init(_ attribute: CitizenAttribute) {
            self.init(attribute, as: attribute.name, friendlyName: attribute.friendlyName)
        }
    }

    /// What metadata requests, and always the way of identification.
    package static let standard = ReleasePolicy(rules: [
        Rule(to: .everybody, .requested, tell: CitizenAttribute.allCases.filter { $0 != .selectedIdP }.map(Item.init)),
        Rule(to: .everybody, .always, tell: [Item(.selectedIdP)]),
    ])
}

extension ReleasePolicy {
    /// What the answer to a request tells, each Name once, in the order of the rules.
    /// - Parameter entityAttributes: those of the service's metadata.
    package func disclosures(for request: AcceptedRequest, entityAttributes: [Attribute] = []) -> [Disclosure] {
        var told: [Disclosure] = []
        for rule in rules where rule.recipients.include(request.issuer, having: entityAttributes) {
            for item in rule.items {
                guard !told.contains(where: { $0.name == item.name && $0.format == item.format }),
                    let disclosure = rule.occasion.disclosure(of: item, for: request)
                else { continue }
                told.append(disclosure)
            }
        }
        return told
    }
}

extension ReleasePolicy.Recipients {
    fileprivate func include(_ service: EntityID, having attributes: [Attribute]) -> Bool {
        switch self {
        case .everybody: true
        case .services(let services): services.contains(service)
        case .having(let name, let value):
            attributes.contains { $0.name == name && $0.values.contains { $0.text == value } }
        }
    }
}

extension ReleasePolicy.Occasion {
    /// Metadata §2.4.4.2: a requested attribute is meant by its Name, and by its NameFormat where the Name is no URI, which
    /// names one thing in whatever format; values beside it are the only ones wanted.
    fileprivate func disclosure(of item: ReleasePolicy.Item, for request: AcceptedRequest) -> Disclosure? {
        let requested = request.attributeConsumingService?.requestedAttributes.first {
            $0.name == item.name
                && (item.format == .uri || [nil, .unspecified, item.format].contains($0.nameFormat))
        }
        switch self {
        case .always: break
        case .requested: guard requested != nil else { return nil }
        case .required: guard requested?.isRequired == true else { return nil }
        }
        return Disclosure(
            attribute: item.attribute, name: item.name, format: item.format, friendlyName: item.friendlyName,
            wantedValues: requested?.values ?? [])
    }
}
