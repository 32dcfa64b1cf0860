import Citizens
package import SAML

/// Writes what is known of a person as attributes.
package enum AttributeRelease {
    /// The attributes with their values, under their own names; what is not known of a person is left out.
    package static func values(of attributes: [CitizenAttribute], for authentication: Authentication) -> [Attribute] {
        attributes.compactMap { value(of: $0, for: authentication) }
    }

    private static func value(of attribute: CitizenAttribute, for authentication: Authentication) -> Attribute? {
        let person = authentication.person
        return switch attribute {
        case .personIdentifier: person.principal.personIdentifier.map { EIDASAttribute.personIdentifier.attribute($0) }
        case .currentGivenName: EIDASAttribute.currentGivenName.attribute(person.givenName)
        case .currentFamilyName: EIDASAttribute.currentFamilyName.attribute(person.familyName)
        case .firstSurname: ClaveAttribute.firstSurname.attribute(person.firstSurname)
        case .dateOfBirth: person.dateOfBirth.map { EIDASAttribute.dateOfBirth.attribute($0.iso) }
        case .selectedIdP: ClaveAttribute.selectedIdP.attribute(authentication.proof.method.selectedMethod.rawValue)
        }
    }
}

extension Principal {
    /// The eIDAS attribute PersonIdentifier; nil for a person whom an upstream identity provider named: that name is for
    /// the broker alone.
    fileprivate var personIdentifier: String? {
        switch self {
        case .national(let identifier): identifier.personIdentifier
        case .memberState(let identifier): identifier.rawValue
        case .upstream: nil
        }
    }
}
