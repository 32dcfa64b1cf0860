package import SAML
import XML

extension ReleasePolicy {
    /// Returns the attributes that the Response to a request releases, in the order of the rules. No content appears
    /// twice under one Name and NameFormat.
    ///
    /// - Parameter entityAttributes: the entity attributes of the service provider's metadata.
    package func disclosures(for request: AcceptedRequest, entityAttributes: [Attribute] = []) -> [Disclosure] {
        let requested = RequestedItems(request, SubjectIdentifierRequirement(among: entityAttributes))
        var released: [Disclosure] = []
        for rule in rules where rule.recipients.include(request.issuer, having: entityAttributes) {
            for item in rule.items {
                guard let disclosure = requested.disclosure(of: item, on: rule.occasion),
                    !released.contains(where: { $0.isSame(as: disclosure) })
                else { continue }
                released.append(disclosure)
            }
        }
        return released
    }
}

extension Disclosure {
    fileprivate func isSame(as other: Disclosure) -> Bool {
        content == other.content && name.isExactly(other.name) && format == other.format
    }
}

extension ReleasePolicy.Recipients {
    fileprivate func include(_ service: EntityID, having attributes: [Attribute]) -> Bool {
        switch self {
        case .everybody: true
        case .services(let services): services.contains(service)
        case .having(let name, let value):
            attributes.contains { attribute in
                attribute.name.isExactly(name) && attribute.values.contains { $0.text.trimmedXMLSpace.isExactly(value) }
            }
        }
    }
}

/// The attributes that a service provider requests, in metadata and in one request.
private struct RequestedItems {
    private let listed: [RequestedAttribute]
    /// The attributes of the request itself. Empty without a signature: an attacker can write an unsigned request.
    private let own: [RequestedAttribute]
    private let identifier: SubjectIdentifierRequirement?

    init(_ request: AcceptedRequest, _ identifier: SubjectIdentifierRequirement?) {
        listed = request.attributeConsumingService?.requestedAttributes ?? []
        own = request.isSigned ? request.eidas.requestedAttributes : []
        self.identifier = identifier
    }

    func disclosure(of item: ReleasePolicy.Item, on occasion: ReleasePolicy.Occasion) -> Disclosure? {
        var isWanted = false
        if case .identifier(let kind) = item.content, let identifier {
            guard identifier.accepts(kind) else { return nil }
            isWanted = identifier.kind == kind
        }
        let inMetadata = listed.filter(item.isRequested)
        let requests = inMetadata + own.filter(item.isRequested)
        let fits =
            switch occasion {
            case .always: true
            case .listed: isWanted || !inMetadata.isEmpty
            case .requested: isWanted || !requests.isEmpty
            case .required: isWanted || requests.contains(where: \.isRequired)
            }
        guard fits else { return nil }
        return Disclosure(
            content: item.content, name: item.name, format: item.format, friendlyName: item.friendlyName,
            wantedValues: requests.first?.values ?? [])
    }
}

extension ReleasePolicy.Item {
    /// Metadata §2.4.4.2: compares the Name, and the NameFormat unless the Name is a URI. A URI identifies one
    /// attribute in every format. If the requested attribute has values, only these are wanted.
    fileprivate func isRequested(by requested: RequestedAttribute) -> Bool {
        requested.name.isExactly(name)
            && (format == .uri || [nil, .unspecified, format].contains(requested.nameFormat))
    }
}
