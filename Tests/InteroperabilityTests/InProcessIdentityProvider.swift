import Foundation
import SAML
import TestAgents
import TestFederation
import Testing
import XML

/// An identity provider without a server. Reads the request from the URL of a redirect, and returns the form that the
/// browser would post. All steps use the target SAML.
struct InProcessIdentityProvider {
    static let entityID = EntityID(rawValue: "http://aldaba.localhost:8080/saml/metadata")
    static let location = "http://aldaba.localhost:8080/saml/sso"
    static let logoutLocation = "http://aldaba.localhost:8080/saml/slo"
    let key = TestKey.identityProvider
    var signing = ResponseBuilder.Signing.both

    func metadata(at now: Date) throws -> [UInt8] {
        let descriptor = EntityDescriptor(
            entityID: Self.entityID, validUntil: now.addingTimeInterval(86_400),
            identityProvider: IDPSSODescriptor(
                role: RoleDescriptor(
                    keyDescriptors: [KeyDescriptor(use: .signing, keys: [key.trusted])],
                    singleLogoutServices: Endpoint.singleLogoutServices(at: Self.logoutLocation),
                    nameIDFormats: [.persistent, .transient]),
                singleSignOnServices: [Binding.httpRedirect, .httpPOST].map {
                    Endpoint(binding: $0, location: Self.location)
                }))
        return try MetadataWriter(key: key.signing).document(descriptor, id: Self.newID()).bytes
    }

    /// Verifies a request with the keys in the service's metadata, and applies all rules.
    func accept(_ address: URL, from metadata: [UInt8], at now: Date) throws -> AcceptedRequest {
        let query = try #require(address.absoluteString.split(separator: "?", maxSplits: 1).last)
        let received = try RedirectBinding.receive(AuthnRequest.self, query: String(query))
        let entity = try EntityDescriptor(decoding: metadata)
        #expect(received.claimedIssuer == entity.entityID)
        let keys = try #require(entity.serviceProvider?.role.signingKeys)
        return try AuthnRequestRules.accept(
            .signed(try received.verified(trusting: keys)), from: entity, at: Self.location, now: now)
    }

    func success(
        to request: AcceptedRequest, sessionIndex: String = "_sesion1", at now: Date
    ) throws -> PostBinding.Form {
        let builder = ResponseBuilder(issuer: Self.entityID, key: key.signing, signing: signing)
        let statements = ResponseBuilder.Statements(
            nameID: Self.nameID(at: request.issuer),
            authnStatement: AuthnStatement(
                authnInstant: now, sessionIndex: sessionIndex, authnContextClass: .eidasSubstantial),
            attributes: [
                EIDASAttribute.personIdentifier.attribute("ES/ES/12345678Z"),
                EIDASAttribute.currentGivenName.attribute("María <José> & \"Ñ\""),
                EIDASAttribute.currentFamilyName.attribute("Ejemplo Núñez"),
                ClaveAttribute.selectedIdP.attribute(ClaveAttribute.SelectedMethod.pin.rawValue),
            ])
        let document = try builder.success(
            to: request, statements, ids: (Self.newID(), Self.newID()), at: now)
        return PostBinding.form(document, to: request.assertionConsumerService, relayState: request.relayState)
    }

    func failure(to request: AcceptedRequest, _ status: Status, at now: Date) throws -> PostBinding.Form {
        let document = try ResponseBuilder(issuer: Self.entityID, key: key.signing)
            .failure(to: request, status: status, id: Self.newID(), at: now)
        return PostBinding.form(document, to: request.assertionConsumerService, relayState: request.relayState)
    }

    /// Returns the NameID of the only person.
    static func nameID(at service: EntityID) -> NameID {
        NameID(
            "_persona1", format: .persistent, nameQualifier: entityID.rawValue, spNameQualifier: service.rawValue)
    }

    static func newID() -> MessageID {
        MessageID(rawValue: "_" + UUID().uuidString.filter { $0 != "-" })
    }
}
