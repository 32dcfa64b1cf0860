package import SAML

/// The source of the values of a released attribute.
package enum ReleasedContent: Hashable, Codable, Sendable {
    /// An attribute of the citizen.
    case attribute(CitizenAttribute)
    /// An identifier of the person that the service provider can store.
    case identifier(SubjectIdentifier.Kind)
    /// Constant values, the same for every person, for example the organization that asserts the identity.
    case values([String])

    package static func == (left: ReleasedContent, right: ReleasedContent) -> Bool {
        switch (left, right) {
        case (.attribute(let left), .attribute(let right)): left == right
        case (.identifier(let left), .identifier(let right)): left == right
        case (.values(let left), .values(let right)): left.isExactly(right)
        case (.attribute, _), (.identifier, _), (.values, _): false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .attribute(let attribute): hasher.combine(attribute)
        case .identifier(let kind): hasher.combine(kind)
        case .values(let texts): texts.hashExactly(into: &hasher)
        }
    }
}

extension ReleasedContent {
    /// Returns the values for a person; empty when the person has none.
    func values(of authentication: Authentication, identifiedAs identifiers: [SubjectIdentifier]) -> [AttributeValue] {
        switch self {
        case .attribute(let attribute): AttributeRelease.values(of: [attribute], for: authentication).flatMap(\.values)
        case .identifier(let kind): identifiers.filter { $0.kind == kind }.map { AttributeValue($0.value) }
        case .values(let texts): texts.map { AttributeValue($0) }
        }
    }
}
