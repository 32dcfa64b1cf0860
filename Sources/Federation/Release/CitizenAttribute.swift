import SAML

/// An attribute of a citizen that Aldaba can release to a service provider.
///
/// - SeeAlso: eIDAS SAML Attribute Profile §2.2 for the natural person. FirstSurname and SelectedIdP are attributes of
///   Cl@ve.
package enum CitizenAttribute: String, CaseIterable, Codable, Sendable {
    case personIdentifier
    case currentGivenName
    case currentFamilyName
    case firstSurname
    case dateOfBirth
    case selectedIdP

    /// The Name of the attribute, a URI. A request for the attribute is recognised by this Name only.
    package var name: String { names.name }

    /// The FriendlyName. Some clients search for it.
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
