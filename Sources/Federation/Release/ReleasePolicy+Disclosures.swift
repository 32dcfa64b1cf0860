package import SAML
import XML

extension ReleasePolicy {
    /// What the answer to a request tells, in the order of the rules: nothing twice under one Name and NameFormat.
    ///
    /// - Parameter entityAttributes: those of the service's metadata.
    package func disclosures(for request: AcceptedRequest, entityAttributes: [Attribute] = []) -> [Disclosure] {
        let requested = RequestedItems(request, SubjectIdentifierRequirement(among: entityAttributes))
        var told: [Disclosure] = []
        for rule in rules where rule.recipients.include(request.issuer, having: entityAttributes) {
            for item in rule.items {
                guard let disclosure = requested.disclosure(of: item, on: rule.occasion),
                    !told.contains(where: { $0.isSame(as: disclosure) })
                else { continue }
                told.append(disclosure)
            }
        }
        return told
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

/// What a service has said that it wants, in metadata and in one request.
private struct RequestedItems {
    private let listed: [RequestedAttribute]
    /// What anybody could have written without the service's key does not count as requested by the service.
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
        let inMetadata = listed.filter(item.isMeant)
        let requests = inMetadata + own.filter(item.isMeant)
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
    /// Metadata §2.4.4.2: a requested attribute is meant by its Name, and by its NameFormat where the Name is no URI, which
    /// names one thing in whatever format; values beside it are the only ones wanted.
    fileprivate func isMeant(by requested: RequestedAttribute) -> Bool {
        requested.name.isExactly(name)
            && (format == .uri || [nil, .unspecified, format].contains(requested.nameFormat))
    }
}
