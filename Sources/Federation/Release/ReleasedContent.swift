package import SAML

/// Where what a service is told comes from.
package enum ReleasedContent: Hashable, Codable, Sendable {
    /// What is known of the citizen.
    case attribute(CitizenAttribute)
    /// A name of the person that is made to be stored.
    case identifier(SubjectIdentifier.Kind)
    /// The same of everybody, such as which organization vouches.
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
    /// The values of a person; none when there are none, or nothing is known.
    func values(of authentication: Authentication, identifiedAs identifiers: [SubjectIdentifier]) -> [AttributeValue] {
        switch self {
        case .attribute(let attribute): AttributeRelease.values(of: [attribute], for: authentication).flatMap(\.values)
        case .identifier(let kind): identifiers.filter { $0.kind == kind }.map { AttributeValue($0.value) }
        case .values(let texts): texts.map { AttributeValue($0) }
        }
    }
}
