import Foundation
import SAML
import TestFederation
import Testing
import XML

/// Unsolicited responses: Profiles §4.1.5.
struct UnsolicitedTests {
    private static let now = AuthnRequestRulesTests.now
    private let service = TestServiceProvider()
    private let idp = EntityID(rawValue: "https://aldaba.example/saml/metadata")

    private func wish(_ query: String) throws -> UnsolicitedRequest { try UnsolicitedRequest(query: query) }

    @Test func `a link names the service, and may have a RelayState`() throws {
        let plain = try wish("entity=https%3A%2F%2Foficina.example%2Fsaml")
        #expect(plain.service == service.entityID)
        #expect(plain.relayState == nil)
        #expect(try wish("RelayState=&lang=en&entity=x").relayState == "")
        #expect(try wish("entity=x&RelayState=a+b%C3%B1").relayState == "a bñ")
        #expect(try wish("").service.rawValue.isEmpty)
    }

    @Test func `refuses a link that other software could read differently`() throws {
        #expect(throws: BindingFailure.duplicate(parameter: "entity")) { try wish("entity=a&entity=b") }
        #expect(throws: BindingFailure.encodedName(parameter: "entity")) { try wish("%65ntity=a") }
        #expect(throws: BindingFailure.percentEncoding(parameter: "entity")) { try wish("entity=%zz") }
        #expect(throws: BindingFailure.relayStateText) { try wish("entity=a&RelayState=%00") }
        #expect(throws: BindingFailure.tooLarge(maximumBytes: 4096)) {
            try wish("entity=" + String(repeating: "a", count: 4097))
        }
    }

    @Test func `a RelayState in a link has at most 80 bytes`() throws {
        #expect(try wish("entity=a&RelayState=" + String(repeating: "r", count: 80)).relayState?.utf8.count == 80)
        #expect(throws: BindingFailure.relayStateTooLong(maximumBytes: 80, received: 81)) {
            try wish("entity=a&RelayState=" + String(repeating: "r", count: 81))
        }
    }

    private func accepted(_ service: TestServiceProvider) throws -> AcceptedRequest {
        try AuthnRequestRules.unsolicited(
            to: service.descriptor, id: MessageID(rawValue: "_ours"), relayState: "r", now: Self.now)
    }

    @Test func `the answer goes to the default endpoint and names no request`() throws {
        var service = service
        service.otherServices = [
            AssertionConsumerService(location: "https://oficina.example/saml/other", index: 1, isDefault: true)
        ]
        let request = try accepted(service)
        #expect(request.inResponseTo == nil && request.isUnsolicited && !request.isSigned)
        let document = try ResponseBuilder(issuer: idp, key: TestKey.identityProvider.signing).success(
            to: request,
            ResponseBuilder.Statements(
                nameID: nil, authnStatement: AuthnStatement(authnInstant: Self.now, authnContextClass: .eidasLow),
                attributes: []),
            ids: (MessageID(rawValue: "_r"), MessageID(rawValue: "_a")), at: Self.now)
        let schema = try Judge.schema(document.bytes)
        #expect(schema.isContent, "\(schema.words)")
        #expect(!String(decoding: document.bytes, as: UTF8.self).contains("InResponseTo"))
        let form = PostBinding.form(document, to: request.assertionConsumerService, relayState: request.relayState)
        #expect(form.action == "https://oficina.example/saml/other")
        let received = try PostBinding.receive(Response.self, samlMessage: form.fields[0].value, relayState: "r")
        let assertion = try AssertionRules.accept(
            received.authentic(trusting: [TestKey.identityProvider.trusted]),
            expecting: AssertionExpectation(
                identityProvider: idp, audience: service.entityID, location: form.action, request: nil,
                acceptableClasses: nil),
            now: Self.now)
        #expect(assertion.inResponseTo == nil)
    }

    @Test func `a failure names no request either`() throws {
        let document = try ResponseBuilder(issuer: idp, key: TestKey.identityProvider.signing).failure(
            to: accepted(service), status: Status(.responder, .authnFailed), id: MessageID(rawValue: "_f"),
            at: Self.now)
        #expect(!String(decoding: document.bytes, as: UTF8.self).contains("InResponseTo"))
    }

    @Test func `refuses metadata that describes no service`() {
        #expect(throws: RuleViolation.self) {
            try AuthnRequestRules.unsolicited(
                to: EntityDescriptor(entityID: idp), id: MessageID(rawValue: "_ours"), relayState: nil, now: Self.now)
        }
    }
}
