import Foundation
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

/// The attacks of XMLSecurityTests, checked for their effect: the content of a request, and the person who signs in.
@Suite struct WrappedMessageTests {
    static let now = AuthnRequestRulesTests.now
    static let service = TestServiceProvider()

    /// Returns the document after the attack, as base64.
    func attacked(
        _ document: [UInt8], _ attack: AttackWrapping, forge: @escaping @Sendable (XMLElement) -> XMLElement
    ) throws -> String {
        let root = try XMLParser.parse(document, limits: .message)
        let attacked = try XMLWriter.canonical(attack.document(from: root, forge: forge))
        return Data(attacked.bytes).base64EncodedString()
    }

    @Test(arguments: AttackWrapping.ofRoot)
    func `a wrapped request never has content that its service did not sign`(_ attack: AttackWrapping) throws {
        let request = Self.service.request(to: AuthnRequestRulesTests.here, at: Self.now) {
            $0.id = MessageID(rawValue: "_original")
            $0.replyTo = AuthnRequest.ReplyTo(url: Self.service.location)
        }
        let signed = try ElementSigner(key: Self.service.key.signing).sign(request.xml)
        let message = try attacked(signed.bytes, attack) {
            $0.with(attribute: "AssertionConsumerServiceURL", "https://evil.example/acs")
        }
        do {
            let verified = try PostBinding.receive(AuthnRequest.self, samlMessage: message, relayState: nil)
                .verified(trusting: [Self.service.key.trusted])
            #expect(verified.message == request)
            #expect(attack.outcome == .original)
        } catch let failure as VerificationFailure {
            if case .refused(let expected) = attack.outcome { #expect(failure == .signature(expected)) }
        } catch is BindingFailure {
            // The root is not a request: refused before any signature is verified.
        }
    }

    /// Returns a valid answer. Its signed element has the ID that the attacks use.
    func answer(_ signing: ResponseBuilder.Signing) throws -> [UInt8] {
        var draft = AssertionRulesTests().draft()
        if signing == .response { draft.id = MessageID(rawValue: "_original") }
        if signing == .assertion { draft.assertionID = MessageID(rawValue: "_original") }
        return try draft.document(signing, key: AssertionRulesTests.key)
    }

    func check(_ document: [UInt8], _ attack: AttackWrapping) throws {
        let message = try attacked(document, attack) { element in
            element.replacingText(of: XMLName(AttackName.saml, "NameID"), with: "mallory")
                .replacingText(of: XMLName(AttackName.saml, "AttributeValue"), with: "ES/ES/00000000T")
        }
        do {
            let authentic = try PostBinding.receive(Response.self, samlMessage: message, relayState: nil)
                .authentic(trusting: [AssertionRulesTests.key.trusted])
            let accepted = try AssertionRules.accept(
                authentic, expecting: AssertionRulesTests().expectation(), now: Self.now)
            #expect(accepted.nameID?.value == "_citizen")
            #expect(accepted.values(of: EIDASAttribute.personIdentifier.name) == ["ES/ES/12345678Z"])
            #expect(attack.outcome == .original)
        } catch is VerificationFailure {
            #expect(attack.outcome != .original || attack.name.contains("Extensions"))
        } catch is BindingFailure {
            // The root is not a Response.
        }
    }

    @Test(arguments: AttackWrapping.ofRoot)
    func `a wrapped Response never signs in another person`(_ attack: AttackWrapping) throws {
        try check(try answer(.response), attack)
    }

    @Test(arguments: AttackWrapping.ofChild)
    func `a wrapped assertion never signs in another person`(_ attack: AttackWrapping) throws {
        try check(try answer(.assertion), attack)
    }

    @Test func `the answers are accepted before the attack`() throws {
        for signing in [ResponseBuilder.Signing.response, .assertion] {
            let message = Data(try answer(signing)).base64EncodedString()
            let authentic = try PostBinding.receive(Response.self, samlMessage: message, relayState: nil)
                .authentic(trusting: [AssertionRulesTests.key.trusted])
            let accepted = try AssertionRules.accept(
                authentic, expecting: AssertionRulesTests().expectation(), now: Self.now)
            #expect(accepted.nameID?.value == "_citizen")
        }
    }

    /// Both are signed. A forged assertion beside the genuine one is covered by neither signature.
    @Test func `a stripped assertion signature does not survive under the Response's`() throws {
        let document = try AssertionRulesTests().draft().document(.both, key: AssertionRulesTests.key)
        let root = try XMLParser.parse(document, limits: .message)
        let assertion = try #require(root.element(XMLName(AttackName.saml, "Assertion")))
        let stripped = assertion.without(XMLName(.xmlSignature, "Signature"))
        let changed = root.replacing(XMLName(AttackName.saml, "Assertion")) { _ in stripped }
        let message = Data(try XMLWriter.canonical(changed).bytes).base64EncodedString()
        #expect(throws: VerificationFailure.signature(.mismatch)) {
            try PostBinding.receive(Response.self, samlMessage: message, relayState: nil)
                .authentic(trusting: [AssertionRulesTests.key.trusted])
        }
    }

    /// A comment inside a value cut it in two in many libraries.
    @Test(arguments: ["<!---->", "<?pi?>", "<![CDATA[]]>"])
    func `nothing cuts a name in two`(_ cut: String) throws {
        let document = try AssertionRulesTests().draft().document(.assertion, key: AssertionRulesTests.key)
        let text = String(decoding: document, as: UTF8.self)
        let changed = text.replacing("_citizen<", with: "_citi\(cut)zen<")
        #expect(changed != text)
        let message = Data(changed.utf8).base64EncodedString()
        do {
            let authentic = try PostBinding.receive(Response.self, samlMessage: message, relayState: nil)
                .authentic(trusting: [AssertionRulesTests.key.trusted])
            #expect(authentic.response.assertions.first?.subject?.nameID?.value == "_citizen")
            #expect(cut.hasPrefix("<![CDATA["))
        } catch is BindingFailure {
            #expect(!cut.hasPrefix("<![CDATA["))
        }
    }
}

enum AttackName {
    static let saml = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:assertion", prefix: "saml")
}
