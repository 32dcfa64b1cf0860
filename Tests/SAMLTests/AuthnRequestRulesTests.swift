import Foundation
import Octets
import SAML
import TestFederation
import Testing
import XML

@Suite struct AuthnRequestRulesTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let here = "https://aldaba.example/saml/sso"
    let service = TestServiceProvider()

    /// Sends a signed request by redirect and applies the rules. `change` modifies the request.
    func accept(
        _ service: TestServiceProvider, _ change: (inout RequestDraft) -> Void = { _ in }
    ) throws -> AcceptedRequest {
        let query = try service.query(service.request(to: Self.here, at: Self.now, change))
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query)
        let verified = try received.verified(trusting: [service.key.trusted])
        return try AuthnRequestRules.accept(
            .signed(verified), from: service.descriptor, at: Self.here, now: Self.now)
    }

    func violation(
        _ service: TestServiceProvider, _ change: (inout RequestDraft) -> Void
    ) throws -> RuleViolation? {
        do {
            _ = try accept(service, change)
            return nil
        } catch let violation as RuleViolation {
            return violation
        }
    }

    @Test func `accepts a valid request and takes the endpoint from metadata`() throws {
        let accepted = try accept(service) { $0.forceAuthn = true }
        #expect(accepted.issuer == service.entityID)
        #expect(accepted.isSigned)
        #expect(accepted.assertionConsumerService == AssertionConsumerService(location: service.location, index: 0))
        #expect(accepted.forceAuthn)
        #expect(!accepted.isPassive)
        #expect(accepted.requestedAttributes.map(\.name) == [EIDASAttribute.personIdentifier.name])
    }

    @Test func `rejects an Issuer whose Format is not entity`() throws {
        let violation = try violation(service) { $0.issuer = Issuer(service.entityID, format: .persistent) }
        #expect(violation == .issuerFormat(received: .persistent))
    }

    @Test func `accepts an Issuer whose Format is entity`() throws {
        #expect(try violation(service) { $0.issuer = Issuer(service.entityID, format: .entity) } == nil)
    }

    @Test func `rejects a request with the metadata of another entity`() throws {
        let query = try service.query(service.request(to: Self.here, at: Self.now))
        let verified = try RedirectBinding.receive(AuthnRequest.self, query: query)
            .verified(trusting: [service.key.trusted])
        var other = service
        other.entityID = EntityID(rawValue: "https://otra.example")
        #expect(throws: RuleViolation.issuer(expected: other.entityID, received: service.entityID)) {
            try AuthnRequestRules.accept(.signed(verified), from: other.descriptor, at: Self.here, now: Self.now)
        }
    }

    @Test(arguments: ["1.1", "2.1", "2", "2.0 "])
    func `rejects another Version`(_ version: String) throws {
        #expect(try violation(service) { $0.version = version } == .version(received: version))
    }

    @Test(arguments: [
        "https://aldaba.example/saml/sso/", "https://aldaba.example/saml/SSO", "http://aldaba.example/saml/sso",
        "https://aldaba.example:443/saml/sso",
    ])
    func `rejects a Destination that is another endpoint`(_ destination: String) throws {
        let violation = try violation(service) { $0.destination = destination }
        #expect(violation == .destination(expected: Self.here, received: destination))
    }

    @Test func `rejects a signed request without Destination`() throws {
        #expect(
            try violation(service) { $0.destination = nil } == .destination(expected: Self.here, received: nil))
    }

    @Test(arguments: [-180.0, 0, 180])
    func `accepts an IssueInstant within the skew`(_ seconds: TimeInterval) throws {
        #expect(try violation(service) { $0.issueInstant = Self.now.addingTimeInterval(seconds) } == nil)
    }

    @Test(arguments: [-181.0, 181, 86_400])
    func `rejects an IssueInstant outside the skew and reports the difference`(_ seconds: TimeInterval) throws {
        let instant = Self.now.addingTimeInterval(seconds)
        let violation = try violation(service) { $0.issueInstant = instant }
        #expect(violation == .issueInstant(received: instant, now: Self.now, allowed: .seconds(180)))
    }

    @Test func `takes the endpoint with the index of the request`() throws {
        var service = service
        service.otherServices = [AssertionConsumerService(location: "https://oficina.example/two", index: 2)]
        let accepted = try accept(service) { $0.replyTo = AuthnRequest.ReplyTo(index: 2) }
        #expect(accepted.assertionConsumerService.location == "https://oficina.example/two")
    }

    @Test func `rejects an index that metadata does not have`() throws {
        let violation = try violation(service) { $0.replyTo = AuthnRequest.ReplyTo(index: 7) }
        #expect(violation == .assertionConsumerServiceIndex(expected: [0], received: 7))
    }

    @Test(arguments: [
        "https://oficina.example/saml/acs/", "https://oficina.example/saml/acs?x", "https://evil.example/saml/acs",
        "HTTPS://oficina.example/saml/acs", "javascript:alert(1)",
    ])
    func `rejects an endpoint URL that is not exactly in metadata`(_ url: String) throws {
        let violation = try violation(service) { $0.replyTo = AuthnRequest.ReplyTo(url: url) }
        #expect(violation == .assertionConsumerServiceURL(expected: [service.location], received: url))
    }

    @Test func `accepts the address of metadata with its binding`() throws {
        let accepted = try accept(service) {
            $0.replyTo = AuthnRequest.ReplyTo(url: service.location, protocolBinding: .httpPOST)
        }
        #expect(accepted.assertionConsumerService.location == service.location)
    }

    @Test(arguments: [
        AuthnRequest.ReplyTo(index: 0, url: "https://oficina.example/saml/acs"),
        AuthnRequest.ReplyTo(index: 0, protocolBinding: .httpPOST),
    ])
    func `rejects an index together with an address or a binding`(_ replyTo: AuthnRequest.ReplyTo) throws {
        #expect(try violation(service) { $0.replyTo = replyTo } == .indexBesideAddress(index: 0))
    }

    @Test func `takes the default endpoint by the rules of metadata`() throws {
        var service = service
        service.otherServices = [
            AssertionConsumerService(location: "https://oficina.example/two", index: 1, isDefault: false),
            AssertionConsumerService(location: "https://oficina.example/three", index: 2, isDefault: true),
        ]
        #expect(try accept(service).assertionConsumerService.location == "https://oficina.example/three")
    }

    @Test func `takes the attributes with the index of the request`() throws {
        var service = service
        service.attributeConsumingServices.append(
            AttributeConsumingService(
                index: 1, names: [], requestedAttributes: [RequestedAttribute(name: "urn:x")]))
        let accepted = try accept(service) { $0.attributeConsumingServiceIndex = 1 }
        #expect(accepted.requestedAttributes.map(\.name) == ["urn:x"])
    }

    @Test func `takes the attributes of the eIDAS extension before those of metadata`() throws {
        let wanted = RequestedAttribute(name: EIDASAttribute.dateOfBirth.name, isRequired: true)
        let accepted = try accept(service) {
            $0.extensions = EIDASExtensions(spType: .public, requestedAttributes: [wanted]).xml
        }
        #expect(accepted.requestedAttributes == [wanted])
        #expect(accepted.eidas.spType == .public)
    }

    @Test func `rejects a request of an expired entity`() throws {
        let query = try service.query(service.request(to: Self.here, at: Self.now))
        let verified = try RedirectBinding.receive(AuthnRequest.self, query: query)
            .verified(trusting: [service.key.trusted])
        let expired = EntityDescriptor(
            entityID: service.entityID, validUntil: Self.now, serviceProvider: service.descriptor.serviceProvider)
        #expect(throws: RuleViolation.metadataExpired(at: Self.now)) {
            try AuthnRequestRules.accept(.signed(verified), from: expired, at: Self.here, now: Self.now)
        }
    }

    private func stored(_ request: AcceptedRequest) throws -> [UInt8] {
        var fields = FieldWriter()
        try request.write(to: &fields)
        return fields.octets
    }

    @Test func `is read back from the database unchanged`() throws {
        let accepted = try accept(service) {
            $0.requestedAuthnContext = RequestedAuthnContext(comparison: .minimum, classes: [.eidasLow])
            $0.subject = Subject(nameID: NameID("a\r\n\t b", format: .persistent))
            $0.nameIDPolicy = NameIDPolicy(format: .persistent, allowCreate: true)
            $0.conditions = Conditions(
                notBefore: nil, notOnOrAfter: Self.now.addingTimeInterval(600), audienceRestrictions: [])
            $0.extensions = EIDASExtensions(spType: .private).xml
            $0.forceAuthn = true
        }
        var fields = FieldReader(try stored(accepted), version: 1)
        #expect(try AcceptedRequest(from: &fields) == accepted.kept)
        try fields.finish()
        #expect(accepted.kept.message.subject == accepted.message.subject)
        #expect(accepted.kept.message.nameIDPolicy == accepted.message.nameIDPolicy)
        #expect(accepted.kept.message.conditions == accepted.message.conditions)
        #expect(accepted.kept.message.requestedAuthnContext == accepted.message.requestedAuthnContext)
        #expect(accepted.kept.eidas == accepted.eidas)
        #expect(accepted.kept.forceAuthn && accepted.kept.id == accepted.id)
    }

    @Test func `stores nothing of a request that is not read again`() throws {
        let plain = try accept(service) { _ in }
        let long = String(repeating: "x", count: 3_000)
        let wordy = try accept(service) {
            $0.id = plain.id
            $0.scoping = Scoping(
                proxyCount: 2,
                identityProviders: [Scoping.Entry(providerID: EntityID(rawValue: "urn:idp"), name: long)],
                requesterIDs: [EntityID(rawValue: "urn:r")])
            $0.providerName = "Año <&\"'> \u{1F512}" + long
            $0.extensions = [XMLElement(XMLName(XMLNamespace(uri: "urn:other", prefix: "o"), "Other"), [.text(long)])]
        }
        #expect(wordy.message.providerName != nil && wordy.kept.message.providerName == nil)
        #expect(try stored(wordy) == stored(plain))
        #expect(wordy.kept == plain.kept)
    }

    @Test func `stores at most 16 KiB of a request`() throws {
        func classes(_ octets: Int) throws -> AcceptedRequest {
            try accept(service) {
                $0.requestedAuthnContext = RequestedAuthnContext(
                    classes: [AuthnContextClass(rawValue: String(repeating: "c", count: octets))])
            }
        }
        let least = try XMLWriter.canonical(try classes(1).kept.message.xml).bytes.count
        #expect(try stored(classes(1 + 16_384 - least)).count < 20_000)
        #expect(throws: RuleViolation.tooLargeToKeep(maximumBytes: 16_384, received: 16_385)) {
            try stored(classes(2 + 16_384 - least))
        }
    }
}
