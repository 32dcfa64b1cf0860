import Foundation
import SAML
import TestFederation
import Testing

/// Cases that distinguish a rule from a similar one.
extension AuthnRequestRulesTests {
    /// `e` with a combining accent, which is canonically equivalent to `é`.
    static let decomposed = "https://aldaba.example/saml/sso?e\u{301}"
    static let composed = "https://aldaba.example/saml/sso?\u{E9}"

    @Test func `rejects a Destination that is only canonically equivalent`() throws {
        let query = try service.query(service.request(to: Self.decomposed, at: Self.now))
        let verified = try RedirectBinding.receive(AuthnRequest.self, query: query)
            .verified(trusting: [service.key.trusted])
        #expect(throws: RuleViolation.destination(expected: Self.composed, received: Self.decomposed)) {
            try AuthnRequestRules.accept(
                .signed(verified), from: service.descriptor, at: Self.composed, now: Self.now)
        }
    }

    @Test func `rejects an endpoint URL that is only canonically equivalent`() throws {
        var service = service
        service.otherServices = [AssertionConsumerService(location: Self.composed, index: 1)]
        #expect(try accept(service) { $0.replyTo = AuthnRequest.ReplyTo(url: Self.composed) }.isSigned)
        #expect(
            try violation(service) { $0.replyTo = AuthnRequest.ReplyTo(url: Self.decomposed) }
                == .assertionConsumerServiceURL(
                    expected: [service.location, Self.composed], received: Self.decomposed))
    }

    @Test func `rejects a request of an expired role`() throws {
        let query = try service.query(service.request(to: Self.here, at: Self.now))
        let verified = try RedirectBinding.receive(AuthnRequest.self, query: query)
            .verified(trusting: [service.key.trusted])
        let expired = EntityDescriptor(
            entityID: service.entityID,
            serviceProvider: SPSSODescriptor(
                role: RoleDescriptor(validUntil: Self.now), authnRequestsSigned: true, wantAssertionsSigned: true,
                assertionConsumerServices: [AssertionConsumerService(location: service.location, index: 0)],
                attributeConsumingServices: []))
        #expect(throws: RuleViolation.metadataExpired(at: Self.now)) {
            try AuthnRequestRules.accept(.signed(verified), from: expired, at: Self.here, now: Self.now)
        }
    }

    @Test func `reads IsPassive`() throws {
        #expect(try accept(service) { $0.isPassive = true }.isPassive)
    }
}
