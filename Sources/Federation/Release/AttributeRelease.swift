import Citizens
package import SAML

/// Writes the data of a person as attributes.
package enum AttributeRelease {
    /// Returns the attributes with their values, under their standard names. An attribute without a value is left out.
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
    /// The eIDAS attribute PersonIdentifier; nil for a principal from an upstream identity provider, whose NameID is
    /// only for the broker.
    fileprivate var personIdentifier: String? {
        switch self {
        case .national(let identifier): identifier.personIdentifier
        case .memberState(let identifier): identifier.rawValue
        case .upstream: nil
        }
    }
}
