import SAML

/// What Aldaba can tell a service about a citizen.
///
/// - SeeAlso: eIDAS SAML Attribute Profile §2.2 for the natural person; FirstSurname and SelectedIdP are Cl@ve's.
package enum CitizenAttribute: String, CaseIterable, Codable, Sendable {
    case personIdentifier
    case currentGivenName
    case currentFamilyName
    case firstSurname
    case dateOfBirth
    case selectedIdP

    /// The attribute's Name, a URI: the one thing by which a request for it is recognised.
    package var name: String { names.name }

    /// The FriendlyName that clients look for.
    package var friendlyName: String { names.friendly }

    private var names: (name: String, friendly: String) {
        switch self {
        case .personIdentifier: Self.names(.personIdentifier)
        case .currentGivenName: Self.names(.currentGivenName)
        case .currentFamilyName: Self.names(.currentFamilyName)
        case .firstSurname: (ClaveAttribute.firstSurname.name, ClaveAttribute.firstSurname.friendlyName)
        case .dateOfBirth: Self.names(.dateOfBirth)
        case .selectedIdP: (ClaveAttribute.selectedIdP.name, ClaveAttribute.selectedIdP.friendlyName)
        }
    }

    private static func names(_ attribute: EIDASAttribute) -> (name: String, friendly: String) {
        (attribute.name, attribute.friendlyName)
    }
}
