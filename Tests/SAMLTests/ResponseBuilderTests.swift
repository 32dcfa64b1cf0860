import Foundation
import SAML
import TestFederation
import Testing
import XML

@Suite struct ResponseBuilderTests {
    static let now = AuthnRequestRulesTests.now
    let service = TestServiceProvider()
    let idp = EntityID(rawValue: "https://aldaba.example/saml/metadata")

    func statements() -> ResponseBuilder.Statements {
        ResponseBuilder.Statements(
            nameID: NameID("_n", format: .persistent, nameQualifier: idp.rawValue),
            authnStatement: AuthnStatement(
                authnInstant: Self.now, sessionIndex: "_s", authnContextClass: .eidasSubstantial),
            attributes: [
                EIDASAttribute.personIdentifier.attribute("ES/ES/12345678Z"),
                EIDASAttribute.currentGivenName.attribute("María <José> & \"Ñ\""),
                EIDASAttribute.dateOfBirth.attribute("1980-01-31"),
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

    @Test func `a failure is signed, valid, and says why`() throws {
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
