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
    package var name: String {
        switch self {
        case .personIdentifier: EIDASAttribute.personIdentifier.name
        case .currentGivenName: EIDASAttribute.currentGivenName.name
        case .currentFamilyName: EIDASAttribute.currentFamilyName.name
        case .firstSurname: ClaveAttribute.firstSurname.name
        case .dateOfBirth: EIDASAttribute.dateOfBirth.name
        case .selectedIdP: ClaveAttribute.selectedIdP.name
        }
    }

    /// The FriendlyName that clients look for.
    package var friendlyName: String {
        switch self {
        case .personIdentifier: EIDASAttribute.personIdentifier.friendlyName
        case .currentGivenName: EIDASAttribute.currentGivenName.friendlyName
        case .currentFamilyName: EIDASAttribute.currentFamilyName.friendlyName
        case .firstSurname: ClaveAttribute.firstSurname.friendlyName
        case .dateOfBirth: EIDASAttribute.dateOfBirth.friendlyName
        case .selectedIdP: ClaveAttribute.selectedIdP.friendlyName
        }
    }
}
