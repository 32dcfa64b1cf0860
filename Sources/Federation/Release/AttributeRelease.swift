import Citizens
package import SAML

/// Decides what a service is told: what its metadata requests, and never more.
package enum AttributeRelease {
    /// What this request's answer will tell, in the order of `CitizenAttribute`; the way of identification always.
    package static func attributes(for request: AcceptedRequest) -> [CitizenAttribute] {
        ReleasePolicy.standard.disclosures(for: request).map(\.attribute)
    }

    /// The attributes with their values; what is not known of a person is left out.
    package static func values(of attributes: [CitizenAttribute], for authentication: Authentication) -> [Attribute] {
        attributes.compactMap { value(of: $0, for: authentication) }
    }

    /// Everything that can be told, without values, as metadata lists it.
    package static var supported: [Attribute] {
        let natural: [EIDASAttribute] = [.personIdentifier, .currentGivenName, .currentFamilyName, .dateOfBirth]
        let clave: [ClaveAttribute] = [.firstSurname, .selectedIdP]
        return natural.map { Attribute(name: $0.name, friendlyName: $0.friendlyName, values: []) }
            + clave.map { Attribute(name: $0.name, friendlyName: $0.friendlyName, values: []) }
    }

    private static func value(of attribute: CitizenAttribute, for authentication: Authentication) -> Attribute? {
        let person = authentication.person
        return switch attribute {
        case .personIdentifier: EIDASAttribute.personIdentifier.attribute(person.identifier.personIdentifier)
        case .currentGivenName: EIDASAttribute.currentGivenName.attribute(person.givenName)
        case .currentFamilyName: EIDASAttribute.currentFamilyName.attribute(person.familyName)
        case .firstSurname: ClaveAttribute.firstSurname.attribute(person.firstSurname)
        case .dateOfBirth: person.dateOfBirth.map { EIDASAttribute.dateOfBirth.attribute($0.iso) }
        case .selectedIdP: ClaveAttribute.selectedIdP.attribute(authentication.proof.method.selectedIdP)
        }
    }
}
