import Foundation
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

@Suite struct PostBindingTests {
    static let now = AuthnRequestRulesTests.now
    static let here = AuthnRequestRulesTests.here
    let service = TestServiceProvider()

    func failure(_ samlRequest: String, relayState: String? = nil) -> BindingFailure? {
        do throws(BindingFailure) {
            _ = try PostBinding.receive(AuthnRequest.self, samlMessage: samlRequest, relayState: relayState)
            return nil
        } catch {
            return error
        }
    }

    func message(_ change: (inout RequestDraft) -> Void = { _ in }) throws -> String {
        try service.samlRequest(service.request(to: Self.here, at: Self.now, change))
    }

    func received(_ document: String) throws -> Received<AuthnRequest> {
        try PostBinding.receive(
            AuthnRequest.self, samlMessage: Data(document.utf8).base64EncodedString(), relayState: nil)
    }

    @Test func `refuses a request together with a response, and a response instead`() throws {
        let message = try message()
        func failure(_ fields: [String: String]) -> BindingFailure? {
            do throws(BindingFailure) {
                _ = try PostBinding.receive(AuthnRequest.self) { fields[$0] }
                return nil
            } catch {
                return error
            }
        }
        #expect(failure(["SAMLRequest": message, "RelayState": "x"]) == nil)
        #expect(failure(["SAMLRequest": message, "SAMLResponse": ""]) == .requestAndResponse)
        #expect(failure(["SAMLResponse": message]) == .unexpected(.response))
        #expect(failure([:]) == .missing(.request))
    }

    @Test(arguments: [TestKey.serviceProvider, .ellipticCurve])
    func `returns the signed message`(_ key: TestKey) throws {
        var service = service
        service.key = key
        let request = service.request(to: Self.here, at: Self.now) { $0.isPassive = true }
        let received = try PostBinding.receive(
            AuthnRequest.self, samlMessage: service.samlRequest(request), relayState: "")
        #expect(received.relayState == "")
        let verified = try received.verified(trusting: [key.trusted])
        #expect(verified.message == request)
        #expect(verified.binding == .httpPOST)
    }

    @Test(arguments: [TestKey.serviceProvider, .ellipticCurve])
    func `sends requests that xmlsec1 verifies and the schemas allow`(_ key: TestKey) throws {
        let request = service.request(to: Self.here, at: Self.now) {
            $0.extensions = EIDASExtensions(spType: .public).xml
            $0.requestedAuthnContext = RequestedAuthnContext(comparison: .minimum, classes: [.eidasLow])
        }
        let form = try PostBinding.form(
            sending: request, to: Self.here, relayState: "r", signedWith: key.signing)
        #expect(form.action == Self.here)
        #expect(form.fields.map(\.name) == ["SAMLRequest", "RelayState"])
        let document = try #require(Data(base64Encoded: form.fields[0].value))
        let judge = try Judge.signature(
            of: "urn:oasis:names:tc:SAML:2.0:protocol:AuthnRequest", in: Array(document),
            certificatePEM: key.certificatePEM)
        #expect(judge.isContent, "\(judge.words)")
        let schema = try Judge.schema(Array(document))
        #expect(schema.isContent, "\(schema.words)")
    }

    @Test func `tolerates line breaks in base64 and no other white space`() throws {
        let message = try message()
        let lines = stride(from: 0, to: message.count, by: 60).map {
            message.dropFirst($0).prefix(60)
        }
        #expect(failure(lines.joined(separator: "\r\n") + "\n") == nil)
        #expect(failure(lines.joined(separator: " ")) == .base64(parameter: "SAMLRequest"))
    }

    @Test(arguments: ["", "PGE", "PGEvPg=", "PGEvPg===", "*", "PGEv\u{0}Pg=="])
    func `refuses malformed base64`(_ text: String) {
        #expect(failure(text) == (text.isEmpty ? .missing(.request) : .base64(parameter: "SAMLRequest")))
    }

    @Test func `refuses a message whose canonical form is far larger`() throws {
        let uri = "urn:" + String(repeating: "u", count: 1_000)
        let document =
            "<samlp:AuthnRequest xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' xmlns:p='\(uri)'>"
            + String(repeating: "<p:a/>", count: 100) + "</samlp:AuthnRequest>"
        let failure = #expect(throws: BindingFailure.self) { try received(document) }
        guard case .canonicalForm(let cost, received: document.utf8.count) = failure else {
            Issue.record("refused as \(String(describing: failure))")
            return
        }
        #expect(cost.octets > 100_000)
    }

    @Test func `refuses an ID of more than 1,024 octets`() throws {
        let id = "_" + String(repeating: "i", count: 1_023)
        let verified = try PostBinding.receive(
            AuthnRequest.self, samlMessage: message { $0.id = MessageID(rawValue: id) }, relayState: nil
        ).verified(trusting: [service.key.trusted])
        #expect(verified.message.id.rawValue == id)
        let longer = try PostBinding.receive(
            AuthnRequest.self, samlMessage: message { $0.id = MessageID(rawValue: id + "i") }, relayState: nil)
        #expect(throws: VerificationFailure.signature(.malformed("an ID must have at most 1024 bytes"))) {
            try longer.verified(trusting: [service.key.trusted])
        }
    }

    @Test func `refuses more than 128 KiB`() {
        #expect(failure(String(repeating: "AAAA", count: 60_000)) == .tooLarge(maximumBytes: 131_072))
        let padded = Data(("<a>" + String(repeating: " ", count: 131_072) + "</a>").utf8).base64EncodedString()
        #expect(failure(padded) == .document(.tooManyBytes(maximum: 131_072)))
    }

    @Test(arguments: ["a\u{0}b", String(repeating: "x", count: 2_049)])
    func `refuses RelayState that cannot be returned`(_ relayState: String) throws {
        #expect(failure(try message(), relayState: relayState) != nil)
    }

    @Test func `refuses a message changed after signing`() throws {
        let message = try message()
        let document = try #require(Data(base64Encoded: message))
        let text = String(decoding: document, as: UTF8.self)
        let changed = text.replacing("AllowCreate=\"true\"", with: "AllowCreate=\"false\"")
        #expect(changed != text)
        #expect(throws: VerificationFailure.signature(.mismatch)) {
            try received(changed).verified(trusting: [service.key.trusted])
        }
    }

    @Test func `refuses a message whose signature was removed, and one signed by another key`() throws {
        let request = service.request(to: Self.here, at: Self.now)
        let bare = try PostBinding.receive(
            AuthnRequest.self, samlMessage: service.samlRequest(request, isSigned: false), relayState: nil)
        #expect(throws: VerificationFailure.signature(.absent)) {
            try bare.verified(trusting: [service.key.trusted])
        }
        var attacker = service
        attacker.key = .attacker
        let foreign = try PostBinding.receive(
            AuthnRequest.self, samlMessage: attacker.samlRequest(request), relayState: nil)
        #expect(throws: VerificationFailure.signature(.mismatch)) {
            try foreign.verified(trusting: [service.key.trusted])
        }
    }

    // MARK: Without a signature

    func unsigned(
        _ service: TestServiceProvider, isSigned: Bool = false, isAllowed: Bool = true
    ) throws -> UnsignedRequest {
        let request = service.request(to: Self.here, at: Self.now)
        let received = try PostBinding.receive(
            AuthnRequest.self, samlMessage: service.samlRequest(request, isSigned: isSigned), relayState: nil)
        return try received.unsigned(from: service.descriptor, isAllowed: isAllowed)
    }

    @Test func `accepts an unsigned request only from a service that may send one`() throws {
        var service = service
        #expect(throws: UnsignedRequest.Refusal.serviceSigns) { try unsigned(service) }
        service.authnRequestsSigned = false
        #expect(throws: UnsignedRequest.Refusal.notAllowed) { try unsigned(service, isAllowed: false) }
        #expect(throws: UnsignedRequest.Refusal.signaturePresent) { try unsigned(service, isSigned: true) }
        #expect(try unsigned(service).message.issuer?.entityID == service.entityID)
    }

    @Test func `answers an unsigned request only at the default endpoint`() throws {
        var service = service
        service.authnRequestsSigned = false
        service.otherServices = [AssertionConsumerService(location: "https://oficina.example/two", index: 1)]
        func accept(_ replyTo: AuthnRequest.ReplyTo) throws -> AcceptedRequest {
            let request = service.request(to: Self.here, at: Self.now) {
                $0.replyTo = replyTo
                $0.destination = nil
            }
            let received = try PostBinding.receive(
                AuthnRequest.self, samlMessage: service.samlRequest(request, isSigned: false), relayState: nil)
            return try AuthnRequestRules.accept(
                .unsigned(try received.unsigned(from: service.descriptor, isAllowed: true)),
                from: service.descriptor, at: Self.here, now: Self.now)
        }
        #expect(try accept(AuthnRequest.ReplyTo()).assertionConsumerService.location == service.location)
        #expect(try accept(AuthnRequest.ReplyTo(url: service.location)).isSigned == false)
        #expect(
            throws: RuleViolation.unsignedRequestChoosesAddress(
                expected: service.location, received: "https://oficina.example/two")
        ) { try accept(AuthnRequest.ReplyTo(index: 1)) }
    }
}
