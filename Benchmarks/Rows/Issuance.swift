import SAML
import TestFederation
import XML

/// A Response that is issued repeatedly.
struct Issuance {
    private let builder: ResponseBuilder
    private let subject: Subject
    private let statements: ResponseBuilder.Statements

    init(_ subject: Subject, signing: ResponseBuilder.Signing) {
        self.subject = subject
        builder = ResponseBuilder(issuer: Subject.identityProvider, key: subject.key.signing, signing: signing)
        statements = ResponseBuilder.Statements(
            nameID: NameID(
                "3Yt0H8dCkq9mX2rVwB7nLs", format: .persistent, nameQualifier: Subject.identityProvider.rawValue,
                spNameQualifier: subject.service.entityID.rawValue),
            authnStatement: AuthnStatement(
                authnInstant: subject.now, sessionIndex: "_5b1c0e9c2f7a4d3e8b6a", authnContextClass: .eidasSubstantial),
            attributes: [
                EIDASAttribute.personIdentifier.attribute("ES/ES/12345678Z"),
                EIDASAttribute.currentFamilyName.attribute("Española del Test"),
                EIDASAttribute.currentGivenName.attribute("Ana"),
                EIDASAttribute.dateOfBirth.attribute("1985-03-14"),
                ClaveAttribute.firstSurname.attribute("Española"),
                ClaveAttribute.selectedIdP.attribute(ClaveAttribute.SelectedMethod.pin.rawValue),
            ])
    }

    func response() throws -> CanonicalElement {
        try builder.success(
            to: subject.accepted, statements,
            ids: (
                response: MessageID(rawValue: "_0f1e2d3c4b5a69788796a5b4c3d2e1f001122334"),
                assertion: MessageID(rawValue: "_99887766554433221100ffeeddccbbaa01234567")
            ), at: subject.now)
    }
}
