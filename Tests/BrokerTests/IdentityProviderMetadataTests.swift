import Broker
import Foundation
import SAML
import Secrets
import TestBroker
import TestFederation
import TestRandomSource
import Testing
import XML
import XMLSecurity

struct IdentityProviderMetadataTests {
    private func metadata(_ world: BrokerWorld) throws -> IdentityProviderMetadata {
        try IdentityProviderMetadata(
            settings: world.settings,
            organization: .init(
                name: "Aldaba", url: "", supportEmail: "ayuda@aldaba.example", technicalEmail: "tecnica@aldaba.example"),
            key: world.recipe.signingKey.signing, validity: .seconds(86_400), random: .seeded(3))
    }

    @Test func `contains the entityID, the endpoints and the signing key`() async throws {
        let world = try await BrokerWorld()
        let bytes = try metadata(world).bytes(wantsSigned: true, at: world.clock.now)
        let signed = try SignedElement.verify(
            document: bytes, trusting: [world.recipe.signingKey.trusted], limits: .metadata)
        let entity = try EntityDescriptor(decoding: signed.bytes)
        let role = try #require(entity.identityProvider)
        #expect(entity.entityID == BrokerWorld.entityID)
        #expect(role.wantAuthnRequestsSigned)
        #expect(role.role.signingKeys == [world.recipe.signingKey.trusted])
        #expect(Set(role.singleSignOnServices.map(\.binding)) == [.httpRedirect, .httpPOST])
        #expect(Set(role.singleSignOnServices.map(\.location)) == ["https://aldaba.example/saml/sso"])
        #expect(role.role.nameIDFormats == [.persistent, .transient])
        #expect(role.scopes == ["aldaba.example"])
        #expect(String(decoding: bytes, as: UTF8.self).contains("regexp=\"false\">aldaba.example<"))
        #expect(role.attributes.map(\.name).contains(SubjectIdentifier.Kind.pairwiseID.rawValue))
        #expect(entity.validUntil == world.clock.now.addingTimeInterval(86_400))
        #expect(entity.contacts.flatMap(\.emailAddresses).contains("mailto:ayuda@aldaba.example"))
    }

    @Test func `is signed again after a quarter of its validity and after a change of settings`() async throws {
        let world = try await BrokerWorld()
        let metadata = try metadata(world)
        let first = try metadata.bytes(wantsSigned: true, at: world.clock.now)
        world.clock.turn(by: .seconds(21_599))
        #expect(try metadata.bytes(wantsSigned: true, at: world.clock.now) == first)
        world.clock.turn(by: .seconds(1))
        let second = try metadata.bytes(wantsSigned: true, at: world.clock.now)
        #expect(second != first)
        let third = try metadata.bytes(wantsSigned: false, at: world.clock.now)
        #expect(try EntityDescriptor(decoding: third).identityProvider?.wantAuthnRequestsSigned == false)
    }
}
