import Foundation
import SAML
import TestFederation
import Testing
import XML

@Suite struct ResponseBuilderTests {
    static let now = AuthnRequestRulesTests.now
    let service = TestServiceProvider()
    let idp = EntityID(rawValue: "https://aldaba.example/saml/metadata")

    /// - Parameter declaringTypes: whether values have their eIDAS schema types.
    func statements(declaringTypes: Bool = true) -> ResponseBuilder.Statements {
        ResponseBuilder.Statements(
            nameID: NameID("_n", format: .persistent, nameQualifier: idp.rawValue),
            authnStatement: AuthnStatement(
                authnInstant: Self.now, sessionIndex: "_s", authnContextClass: .eidasSubstantial),
            attributes: [
                EIDASAttribute.personIdentifier.attribute("ES/ES/12345678Z", declaringType: declaringTypes),
                EIDASAttribute.currentGivenName.attribute("María <José> & \"Ñ\""),
                EIDASAttribute.dateOfBirth.attribute("1980-01-31", declaringType: declaringTypes),
                ClaveAttribute.selectedIdP.attribute(ClaveAttribute.SelectedMethod.pin.rawValue),
                EIDASAttribute.birthName.attribute(""),
            ])
    }

    func answer(
        _ signing: ResponseBuilder.Signing, key: TestKey = .identityProvider
    ) throws -> (AcceptedRequest, CanonicalElement) {
        let request = try AuthnRequestRulesTests().accept(service)
        let builder = ResponseBuilder(issuer: idp, key: key.signing, signing: signing)
        let document = try builder.success(
            to: request, statements(),
            ids: (MessageID(rawValue: "_response"), MessageID(rawValue: "_assertion")), at: Self.now)
        return (request, document)
    }

    @Test(arguments: ResponseBuilder.Signing.allCases)
    func `is valid and verified without schema types too`(_ signing: ResponseBuilder.Signing) throws {
        let request = try AuthnRequestRulesTests().accept(service)
        let builder = ResponseBuilder(issuer: idp, key: TestKey.identityProvider.signing, signing: signing)
        let document = try builder.success(
            to: request, statements(declaringTypes: false),
            ids: (MessageID(rawValue: "_response"), MessageID(rawValue: "_assertion")), at: Self.now)
        #expect(!String(decoding: document.bytes, as: UTF8.self).contains("naturalperson\""))
        #expect(try Judge.schema(document.bytes).isContent)
        let element =
            signing == .assertion
            ? "urn:oasis:names:tc:SAML:2.0:assertion:Assertion" : "urn:oasis:names:tc:SAML:2.0:protocol:Response"
        let judge = try Judge.signature(
            of: element, in: document.bytes, certificatePEM: TestKey.identityProvider.certificatePEM)
        #expect(judge.isContent, "\(judge.words)")
    }

    /// Returns the attributes of an answer to which these were given.
    private func written(_ attributes: [Attribute]) throws -> [Attribute] {
        let statements = ResponseBuilder.Statements(
            nameID: nil, authnStatement: AuthnStatement(authnInstant: Self.now, authnContextClass: .eidasLow),
            attributes: attributes)
        let request = try AuthnRequestRulesTests().accept(service)
        let document = try ResponseBuilder(issuer: idp, key: TestKey.identityProvider.signing).success(
            to: request, statements, ids: (MessageID(rawValue: "_r"), MessageID(rawValue: "_a")), at: Self.now)
        let schema = try Judge.schema(document.bytes)
        #expect(schema.isContent, "\(schema.words)")
        return try Response(decoding: try XMLParser.parse(document.bytes, limits: .message)).assertions
            .flatMap(\.attributes)
    }

    @Test func `writes each Name once and no empty value`() throws {
        let attributes = try written([
            Attribute(name: "urn:a", values: [AttributeValue("1"), AttributeValue("")]),
            Attribute(name: "urn:b", values: [AttributeValue("")]),
            Attribute(name: "urn:c", values: []),
            Attribute(name: "urn:a", values: [AttributeValue("2")]),
        ])
        #expect(attributes.map(\.name) == ["urn:a"])
        #expect(attributes.flatMap { $0.values.map(\.text) } == ["1", "2"])
    }

    @Test func `one Name in two formats is two attributes`() throws {
        let attributes = try written([
            Attribute(name: "urn:a", nameFormat: .uri, values: [AttributeValue("1")]),
            Attribute(name: "urn:a", nameFormat: .basic, values: [AttributeValue("2")]),
            Attribute(name: "urn:a", nameFormat: nil, values: [AttributeValue("3")]),
            Attribute(name: "urn:a", nameFormat: .unspecified, values: [AttributeValue("4")]),
        ])
        #expect(attributes.map(\.nameFormat) == [.uri, .basic, nil])
        #expect(attributes.map { $0.values.map(\.text) } == [["1"], ["2"], ["3", "4"]])
    }

    @Test func `has the times, URLs and identifiers that services require`() throws {
        let (request, document) = try answer(.both)
        let response = try Response(decoding: try XMLParser.parse(document.bytes, limits: .message))
        let assertion = try #require(response.assertions.first)
        let bounds = try #require(assertion.subject?.confirmations.first?.bounds)
        #expect(response.destination == service.location)
        #expect(response.inResponseTo == request.id)
        #expect(response.issuer == Issuer(idp))
        #expect(assertion.issuer == Issuer(idp))
        #expect(bounds.recipient == service.location)
        #expect(bounds.inResponseTo == request.id)
        #expect(bounds.notBefore == nil)
        #expect(bounds.notOnOrAfter == Self.now.addingTimeInterval(300))
        #expect(assertion.conditions?.notBefore == Self.now.addingTimeInterval(-60))
        #expect(assertion.conditions?.notOnOrAfter == Self.now.addingTimeInterval(300))
        #expect(assertion.conditions?.audienceRestrictions == [[service.entityID]])
        #expect(assertion.authnStatements.first?.sessionIndex == "_s")
        #expect(assertion.attributes.allSatisfy { $0.nameFormat == .uri })
    }

    func expectation(_ request: AcceptedRequest) -> AssertionExpectation {
        AssertionExpectation(
            identityProvider: idp, audience: service.entityID, location: service.location, request: request.id,
            acceptableClasses: [.eidasSubstantial, .eidasHigh])
    }

    @Test(arguments: ResponseBuilder.Signing.allCases, [TestKey.identityProvider, .ellipticCurve])
    func `is accepted by the service provider's rules`(_ signing: ResponseBuilder.Signing, _ key: TestKey) throws {
        let (request, document) = try answer(signing, key: key)
        let form = PostBinding.form(document, to: request.assertionConsumerService, relayState: "r")
        #expect(form.action == service.location)
        let received = try PostBinding.receive(
            Response.self, samlMessage: form.fields[0].value, relayState: form.fields[1].value)
        let accepted = try AssertionRules.accept(
            try received.authentic(trusting: [key.trusted]), expecting: expectation(request), now: Self.now)
        #expect(accepted.nameID == statements().nameID)
        #expect(accepted.relayState == "r")
        #expect(accepted.values(of: EIDASAttribute.currentGivenName.name) == ["María <José> & \"Ñ\""])
        #expect(
            accepted.attributes.map(\.friendlyName) == ["PersonIdentifier", "FirstName", "DateOfBirth", "SelectedIdP"])
        #expect(accepted.authnStatement.authnContextClass == .eidasSubstantial)
    }

    @Test(arguments: ResponseBuilder.Signing.allCases, [TestKey.identityProvider, .ellipticCurve])
    func `is verified by xmlsec1 and valid against the schemas`(
        _ signing: ResponseBuilder.Signing, _ key: TestKey
    ) throws {
        let (_, document) = try answer(signing, key: key)
        if signing != .response {
            let judge = try Judge.signature(
                of: "urn:oasis:names:tc:SAML:2.0:assertion:Assertion", in: document.bytes,
                certificatePEM: key.certificatePEM)
            #expect(judge.isContent, "\(judge.words)")
        }
        if signing != .assertion {
            let judge = try Judge.signature(
                of: "urn:oasis:names:tc:SAML:2.0:protocol:Response", in: document.bytes,
                certificatePEM: key.certificatePEM)
            #expect(judge.isContent, "\(judge.words)")
        }
        let schema = try Judge.schema(document.bytes)
        #expect(schema.isContent, "\(schema.words)")
    }

    @Test func `a failure is signed, valid and has the reason`() throws {
        let request = try AuthnRequestRulesTests().accept(service)
        let builder = ResponseBuilder(issuer: idp, key: TestKey.identityProvider.signing, signing: .assertion)
        let status = Status(.responder, .noAuthnContext, message: "No level «high» today")
        let document = try builder.failure(
            to: request, status: status, id: MessageID(rawValue: "_f"), at: Self.now)
        #expect(try Judge.schema(document.bytes).isContent)
        let judge = try Judge.signature(
            of: "urn:oasis:names:tc:SAML:2.0:protocol:Response", in: document.bytes,
            certificatePEM: TestKey.identityProvider.certificatePEM)
        #expect(judge.isContent, "\(judge.words)")
        let form = PostBinding.form(document, to: request.assertionConsumerService, relayState: nil)
        #expect(form.fields.map(\.name) == ["SAMLResponse"])
        let authentic = try PostBinding.receive(Response.self, samlMessage: form.fields[0].value, relayState: nil)
            .authentic(trusting: [TestKey.identityProvider.trusted])
        #expect(authentic.responseIsSigned)
        #expect(throws: ResponseViolation.status(status)) {
            try AssertionRules.accept(authentic, expecting: expectation(request), now: Self.now)
        }
    }
}
