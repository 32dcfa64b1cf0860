import Foundation
import SAML
import TestFederation
import Testing
import XML

/// The reasons why an accepted request cannot be answered with an assertion, as reported to the service.
@Suite struct RequestObstacleTests {
    static let now = AuthnRequestRulesTests.now
    static let idp = EntityID(rawValue: "https://aldaba.example/saml/metadata")
    static let other = EntityID(rawValue: "https://otro.example")
    let service = TestServiceProvider()

    func obstacle(
        of service: TestServiceProvider? = nil, at now: Date = now, _ change: (inout RequestDraft) -> Void
    ) throws -> RequestObstacle? {
        AuthnRequestRules.obstacle(
            to: try AuthnRequestRulesTests().accept(service ?? self.service, change), for: Self.idp,
            lifetimes: ResponseBuilder.Lifetimes(), now: now)
    }

    @Test func `a plain request has no obstacle`() throws {
        #expect(try obstacle { _ in } == nil)
    }

    // MARK: Bindings

    @Test(arguments: [Binding.httpRedirect, .httpArtifact, .paos, Binding(rawValue: "urn:unknown")])
    func `another binding for the answer is refused at the default endpoint`(_ binding: Binding) throws {
        for url in [nil, service.location] {
            let replyTo = AuthnRequest.ReplyTo(url: url, protocolBinding: binding)
            #expect(
                try obstacle { $0.replyTo = replyTo } == .protocolBinding(expected: .httpPOST, received: binding))
            let accepted = try AuthnRequestRulesTests().accept(service) { $0.replyTo = replyTo }
            #expect(accepted.assertionConsumerService.location == service.location)
        }
    }

    @Test func `an endpoint of another binding is refused at the default one`() throws {
        var service = service
        let artifact = "https://oficina.example/art"
        service.otherServices = [
            AssertionConsumerService(binding: .httpArtifact, location: artifact, index: 5),
            AssertionConsumerService(location: "https://oficina.example/two", index: 6, isDefault: true),
        ]
        for replyTo in [
            AuthnRequest.ReplyTo(index: 5), AuthnRequest.ReplyTo(url: artifact),
            AuthnRequest.ReplyTo(url: artifact, protocolBinding: .httpPOST),
        ] {
            #expect(
                try obstacle(of: service) { $0.replyTo = replyTo }
                    == .protocolBinding(expected: .httpPOST, received: .httpArtifact))
            let accepted = try AuthnRequestRulesTests().accept(service) { $0.replyTo = replyTo }
            #expect(accepted.assertionConsumerService.location == "https://oficina.example/two")
        }
    }

    // MARK: Attributes and extensions

    @Test func `an AttributeConsumingServiceIndex that metadata does not have is refused`() throws {
        #expect(
            try obstacle { $0.attributeConsumingServiceIndex = 3 }
                == .attributeConsumingServiceIndex(expected: [0], received: 3))
        let accepted = try AuthnRequestRulesTests().accept(service) { $0.attributeConsumingServiceIndex = 3 }
        #expect(accepted.requestedAttributes.isEmpty)
    }

    @Test func `an invalid eIDAS extension is refused, other extensions are ignored`() throws {
        let eidas = XMLNamespace(uri: "http://eidas.europa.eu/saml-extensions", prefix: "e")
        let wrong = XMLElement(XMLName(eidas, "SPType"), [.text("state")])
        guard case .extensions = try obstacle({ $0.extensions = [wrong] }) else {
            Issue.record("a wrong SPType was accepted")
            return
        }
        let foreign = XMLElement(XMLName(XMLNamespace(uri: "urn:x", prefix: "x"), "SPType"), [.text("state")])
        #expect(try obstacle { $0.extensions = [foreign] } == nil)
    }

    // MARK: The Subject

    @Test func `a Subject with a confirmation is refused`() throws {
        let named = NameID("x", format: .persistent)
        for confirmation in [
            SubjectConfirmation(bounds: nil), SubjectConfirmation(method: "urn:x", bounds: nil),
        ] {
            let subject = Subject(nameID: named, confirmations: [confirmation])
            #expect(try obstacle { $0.subject = subject } == .subjectConfirmation)
        }
        #expect(
            try obstacle { $0.subject = Subject(nameID: nil, confirmations: [SubjectConfirmation(bounds: nil)]) }
                == .subjectConfirmation)
    }

    @Test(arguments: ["EncryptedID", "BaseID"])
    func `a Subject with another identifier than NameID is refused`(_ name: String) throws {
        let element = XMLElement(
            XMLName(AttackName.saml, "Subject"), [.element(XMLElement(XMLName(AttackName.saml, name)))])
        #expect(
            try obstacle { $0.subject = try? Subject(decoding: element) } == .identifier(received: "saml:\(name)"))
    }

    @Test func `a Subject must be a persistent NameID for this service`() throws {
        func obstacle(_ name: NameID) throws -> RequestObstacle? {
            try self.obstacle { $0.subject = Subject(nameID: name) }
        }
        let sp = service.entityID.rawValue
        #expect(try obstacle(NameID("x", format: .persistent)) == nil)
        #expect(
            try obstacle(NameID("x", format: .persistent, nameQualifier: Self.idp.rawValue, spNameQualifier: sp)) == nil
        )
        for name in [
            NameID("x"), NameID("x", format: .transient), NameID("x", format: .emailAddress),
            NameID("x", format: .persistent, nameQualifier: Self.other.rawValue),
            NameID("x", format: .persistent, spNameQualifier: Self.other.rawValue),
            NameID("x", format: .persistent, spProvidedID: "y"),
        ] {
            #expect(try obstacle(name) == .unknownPrincipal, "\(name)")
        }
    }

    @Test func `a request with a Subject accepts only that NameID`() throws {
        let wanted = NameID("x", format: .persistent)
        let accepted = try AuthnRequestRulesTests().accept(service) { $0.subject = Subject(nameID: wanted) }
        let sp = service.entityID.rawValue
        let full = NameID("x", format: .persistent, nameQualifier: Self.idp.rawValue, spNameQualifier: sp)
        #expect(accepted.subject?.nameID == wanted)
        #expect(accepted.accepts(full, from: Self.idp))
        for name in [
            NameID("y", format: .persistent, nameQualifier: Self.idp.rawValue, spNameQualifier: sp),
            NameID("X", format: .persistent, nameQualifier: Self.idp.rawValue, spNameQualifier: sp),
            NameID("x", format: .transient, nameQualifier: Self.idp.rawValue, spNameQualifier: sp),
        ] {
            #expect(!accepted.accepts(name, from: Self.idp), "\(name)")
        }
        #expect(try AuthnRequestRulesTests().accept(service).accepts(full, from: Self.idp))
    }

    @Test
    func `a NameID may be created with AllowCreate, with a listed format, or without a policy`()
        throws
    {
        func allows(_ formats: [NameIDFormat] = [], _ change: (inout RequestDraft) -> Void) throws -> Bool {
            try AuthnRequestRulesTests().accept(service, change).allowsNewName(listed: formats)
        }
        #expect(try allows { $0.nameIDPolicy = nil })
        #expect(try allows { $0.nameIDPolicy = NameIDPolicy(allowCreate: true) })
        for policy in [NameIDPolicy(allowCreate: false), NameIDPolicy(format: .persistent)] {
            #expect(try !allows { $0.nameIDPolicy = policy })
            #expect(try !allows([.transient]) { $0.nameIDPolicy = policy })
            #expect(try allows([.transient, .persistent]) { $0.nameIDPolicy = policy })
        }
        #expect(try !allows([.persistent]) { $0.subject = Subject(nameID: NameID("x", format: .persistent)) })
    }

    // MARK: Conditions

    @Test func `conditions that leave nothing are refused`() throws {
        func obstacle(_ conditions: Conditions) throws -> RequestObstacle? {
            try self.obstacle { $0.conditions = conditions }
        }
        #expect(try obstacle(Conditions()) == nil)
        #expect(
            try obstacle(Conditions(notOnOrAfter: Self.now)) == .conditions(received: "saml:Conditions/@NotOnOrAfter"))
        #expect(try obstacle(Conditions(notOnOrAfter: Self.now.addingTimeInterval(1))) == nil)
        let late = Self.now.addingTimeInterval(300)
        #expect(try obstacle(Conditions(notBefore: late)) == .conditions(received: "saml:Conditions/@NotBefore"))
        #expect(try obstacle(Conditions(notBefore: late.addingTimeInterval(-1))) == nil)
        #expect(
            try obstacle(Conditions(audienceRestrictions: [[Self.other]]))
                == .conditions(received: "saml:AudienceRestriction"))
        #expect(try obstacle(Conditions(audienceRestrictions: [[Self.other, service.entityID]])) == nil)
    }

    @Test func `an unknown condition is refused`() throws {
        let unknown = XMLElement(
            XMLName(AttackName.saml, "Conditions"), [.element(XMLElement(XMLName(AttackName.saml, "Condition")))])
        let conditions = try Conditions(decoding: unknown)
        // The writer omits unknown conditions, so the request must be read from a document.
        let request = service.request(to: AuthnRequestRulesTests.here, at: Self.now) { $0.conditions = conditions }
        let text = String(decoding: try XMLWriter.canonical(request.xml).bytes, as: UTF8.self)
        #expect(text.contains("></saml:Conditions>"))
        let whole = text.replacing("></saml:Conditions>", with: "><saml:Condition/></saml:Conditions>")
        let element = try XMLParser.parse(Array(whole.utf8), limits: .message)
        let signed = try PostBinding.form(
            sending: Verbatim(element), to: "", signedWith: service.key.signing
        ).fields[0].value
        let verified = try PostBinding.receive(AuthnRequest.self, samlMessage: signed, relayState: nil)
            .verified(trusting: [service.key.trusted])
        let accepted = try AuthnRequestRules.accept(
            .signed(verified), from: service.descriptor, at: AuthnRequestRulesTests.here, now: Self.now)
        #expect(
            AuthnRequestRules.obstacle(
                to: accepted, for: Self.idp, lifetimes: ResponseBuilder.Lifetimes(), now: Self.now)
                == .conditions(received: "saml:Condition"))
    }

    func conditions(_ wanted: Conditions, at now: Date = now) throws -> (Conditions, SubjectConfirmation.Bounds) {
        let request = try AuthnRequestRulesTests().accept(service) { $0.conditions = wanted }
        let document = try ResponseBuilder(issuer: Self.idp, key: TestKey.identityProvider.signing).success(
            to: request, ResponseBuilderTests().statements(declaringTypes: false),
            ids: (MessageID(rawValue: "_r"), MessageID(rawValue: "_a")), at: now)
        let judge = try Judge.schema(document.bytes)
        #expect(judge.isContent, "\(judge.words)")
        let response = try Response(decoding: try XMLParser.parse(document.bytes, limits: .message))
        let assertion = try #require(response.assertions.first)
        return (
            try #require(assertion.conditions), try #require(assertion.subject?.confirmations.first?.bounds)
        )
    }

    @Test func `the assertion has the requested conditions where they are stricter`() throws {
        let restriction = Conditions.ProxyRestriction(count: 1, audiences: [Self.other])
        let (narrow, bounds) = try conditions(
            Conditions(
                notBefore: Self.now.addingTimeInterval(-10), notOnOrAfter: Self.now.addingTimeInterval(20),
                audienceRestrictions: [[service.entityID, Self.other]], isOneTimeUse: true,
                proxyRestriction: restriction))
        #expect(narrow.notBefore == Self.now.addingTimeInterval(-10))
        #expect(narrow.notOnOrAfter == Self.now.addingTimeInterval(20))
        #expect(bounds.notOnOrAfter == narrow.notOnOrAfter)
        #expect(narrow.audienceRestrictions == [[service.entityID], [service.entityID, Self.other]])
        #expect(narrow.isOneTimeUse)
        #expect(narrow.proxyRestriction == restriction)
        let (wide, _) = try conditions(
            Conditions(
                notBefore: Self.now.addingTimeInterval(-900), notOnOrAfter: Self.now.addingTimeInterval(900)))
        #expect(wide.notBefore == Self.now.addingTimeInterval(-60))
        #expect(wide.notOnOrAfter == Self.now.addingTimeInterval(300))
        #expect(wide.audienceRestrictions == [[service.entityID]])
        #expect(!wide.isOneTimeUse && wide.proxyRestriction == nil)
    }

    @Test func `no assertion is issued after the requested validity`() throws {
        let wanted = Conditions(notOnOrAfter: Self.now.addingTimeInterval(20))
        #expect(throws: RequestObstacle.conditions(received: "saml:Conditions/@NotOnOrAfter")) {
            try conditions(wanted, at: Self.now.addingTimeInterval(20))
        }
    }

    // MARK: Scoping

    @Test func `an IDPList must include this identity provider, and any ProxyCount is accepted`() throws {
        func obstacle(_ providers: [EntityID]?, complete: String? = nil) throws -> RequestObstacle? {
            try self.obstacle {
                $0.scoping = Scoping(
                    proxyCount: 0, identityProviders: providers.map { $0.map { Scoping.Entry(providerID: $0) } },
                    getComplete: complete, requesterIDs: [Self.other])
            }
        }
        #expect(try obstacle(nil) == nil)
        #expect(try obstacle([Self.other, Self.idp]) == nil)
        #expect(
            try obstacle([Self.other]) == .identityProviders(expected: Self.idp, received: [Self.other]))
        #expect(
            try obstacle([Self.other], complete: "https://x.example")
                == .identityProviders(expected: Self.idp, received: [Self.other]))
    }

    // MARK: Status codes

    static let statuses: [(RequestObstacle, StatusCode, StatusCode)] = [
        (.protocolBinding(expected: .httpPOST, received: .paos), .responder, .unsupportedBinding),
        (.attributeConsumingServiceIndex(expected: [], received: 1), .requester, .requestUnsupported),
        (.subjectConfirmation, .requester, .requestUnsupported),
        (.identifier(received: "saml:BaseID"), .requester, .requestUnsupported),
        (.unknownPrincipal, .responder, .unknownPrincipal),
        (.conditions(received: "saml:OneTimeUse"), .requester, .requestUnsupported),
        (.identityProviders(expected: idp, received: []), .requester, .noSupportedIDP),
    ]

    @Test(arguments: statuses)
    func `each obstacle has its status codes`(_ obstacle: RequestObstacle, _ top: StatusCode, _ second: StatusCode) {
        #expect(obstacle.status.code == top && obstacle.status.subcodes == [second])
    }
}

/// A message that is sent unchanged.
struct Verbatim: SAMLMessage {
    let xml: XMLElement

    init(_ xml: XMLElement) { self.xml = xml }

    init(decoding element: XMLElement) throws(DecodingFailure) { xml = element }

    static let elementName = AuthnRequest.elementName
    static let parameter = MessageParameter.request
    var id: MessageID { MessageID(rawValue: "") }
    var version: String { "" }
    var issueInstant: Date { .distantPast }
    var destination: String? { nil }
    var issuer: Issuer? { nil }
}
