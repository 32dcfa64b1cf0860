import Foundation
import SAML
import TestFederation
import Testing
import XMLSecurity

@Suite struct AssertionRulesTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let idp = EntityID(rawValue: "https://aldaba.example/saml/metadata")
    static let service = EntityID(rawValue: "https://oficina.example/saml")
    static let location = "https://oficina.example/saml/acs"
    static let request = MessageID(rawValue: "_request")
    static let key = TestKey.identityProvider

    func draft(_ change: (inout ResponseDraft) -> Void = { _ in }) -> ResponseDraft {
        var draft = ResponseDraft(
            from: Self.idp, to: Self.service, at: Self.location, answering: Self.request, now: Self.now)
        change(&draft)
        return draft
    }

    func authentic(_ document: [UInt8], relayState: String? = nil) throws -> AuthenticResponse {
        try PostBinding.receive(
            Response.self, samlMessage: Data(document).base64EncodedString(), relayState: relayState
        ).authentic(trusting: [Self.key.trusted])
    }

    func expectation(
        request: MessageID? = request, classes: [AuthnContextClass]? = nil,
        minimum: AssertionExpectation.SignatureMinimum = .either
    ) -> AssertionExpectation {
        AssertionExpectation(
            identityProvider: Self.idp, audience: Self.service, location: Self.location, request: request,
            acceptableClasses: classes, signatureMinimum: minimum)
    }

    /// Returns the first rule that the changed draft breaks. Both assertion and Response are signed.
    func violation(
        expecting expectation: AssertionExpectation? = nil, signing: ResponseBuilder.Signing = .both,
        _ change: (inout ResponseDraft) -> Void
    ) throws -> ResponseViolation? {
        let response = try authentic(try draft(change).document(signing, key: Self.key))
        do throws(ResponseViolation) {
            _ = try AssertionRules.accept(response, expecting: expectation ?? self.expectation(), now: Self.now)
            return nil
        } catch {
            return error
        }
    }

    @Test func `accepts a valid answer and reports until when it could be replayed`() throws {
        let response = try authentic(try draft().document(.both, key: Self.key), relayState: "r")
        let accepted = try AssertionRules.accept(response, expecting: expectation(), now: Self.now)
        #expect(accepted.replayableUntil == Self.now.addingTimeInterval(360))
        #expect(accepted.issuer == Self.idp)
        #expect(accepted.inResponseTo == Self.request)
        #expect(accepted.values(of: EIDASAttribute.personIdentifier.name) == ["ES/ES/12345678Z"])
        #expect(accepted.relayState == "r")
    }

    @Test func `refuses another issuer of the assertion than of the Response`() throws {
        let other = EntityID(rawValue: "https://otro.example")
        #expect(
            try violation { $0.assertionIssuer = Issuer(other) } == .issuer(expected: Self.idp, received: other))
    }

    @Test func `refuses an answer of another identity provider`() throws {
        let other = EntityID(rawValue: "https://otro.example")
        let violation = try violation {
            $0.issuer = Issuer(other)
            $0.assertionIssuer = Issuer(other)
        }
        #expect(violation == .issuer(expected: Self.idp, received: other))
    }

    @Test func `refuses an Issuer whose Format is not entity`() throws {
        #expect(
            try violation { $0.issuer = Issuer(Self.idp, format: .transient) }
                == .issuerFormat(received: .transient))
    }

    @Test(arguments: ["https://oficina.example/saml/acs/", "https://otra.example/saml/acs", nil])
    func `refuses another Destination`(_ destination: String?) throws {
        #expect(
            try violation { $0.destination = destination }
                == .destination(expected: Self.location, received: destination))
    }

    @Test(arguments: [MessageID(rawValue: "_other"), nil])
    func `refuses an answer to another request, and an unsolicited one`(_ id: MessageID?) throws {
        #expect(
            try violation { $0.inResponseTo = id } == .inResponseTo(expected: Self.request, received: id))
    }

    @Test func `refuses an answer to a request where none was made`() throws {
        #expect(
            try violation(expecting: expectation(request: nil)) { _ in }
                == .inResponseTo(expected: nil, received: Self.request))
    }

    @Test func `accepts an unsolicited answer when it expects one`() throws {
        let unsolicited = ResponseDraft(
            from: Self.idp, to: Self.service, at: Self.location, answering: nil, now: Self.now)
        let response = try authentic(try unsolicited.document(.both, key: Self.key))
        let accepted = try AssertionRules.accept(
            response, expecting: expectation(request: nil), now: Self.now)
        #expect(accepted.inResponseTo == nil)
    }

    @Test func `reports a failure status even if there is an assertion`() throws {
        let status = Status(.responder, .authnFailed, message: "cancelled")
        #expect(try violation { $0.status = status } == .status(status))
    }

    @Test(arguments: [0, 2])
    func `refuses zero or two assertions`(_ count: Int) throws {
        let document = try draft().document(.response, key: Self.key, assertions: count)
        if count == 2 {
            // The two have the same ID, which is refused before anything is counted.
            #expect(throws: VerificationFailure.self) { try authentic(document) }
        } else {
            let response = try authentic(document)
            #expect(throws: ResponseViolation.assertionCount(received: 0)) {
                try AssertionRules.accept(response, expecting: expectation(), now: Self.now)
            }
        }
    }

    @Test(
        arguments: ResponseBuilder.Signing.allCases,
        [AssertionExpectation.SignatureMinimum.either, .assertion, .response, .both])
    func `requires signatures where the expectation does`(
        _ signing: ResponseBuilder.Signing, _ minimum: AssertionExpectation.SignatureMinimum
    ) throws {
        let isEnough =
            switch (signing, minimum) {
            case (.both, _), (_, .either), (.assertion, .assertion), (.response, .response): true
            default: false
            }
        let violation = try violation(expecting: expectation(minimum: minimum), signing: signing) { _ in }
        #expect(violation == (isEnough ? nil : .signature(expected: minimum)))
    }

    @Test func `refuses an assertion without a Subject or a bearer confirmation`() throws {
        #expect(try violation { $0.hasSubject = false } == .noSubject)
        #expect(try violation { $0.confirmations = [] } == .noBearerConfirmation)
        let bounds = SubjectConfirmation.Bounds(
            notOnOrAfter: Self.now.addingTimeInterval(300), recipient: Self.location, inResponseTo: Self.request)
        let holderOfKey = SubjectConfirmation(
            method: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key", bounds: bounds)
        #expect(try violation { $0.confirmations = [holderOfKey] } == .noBearerConfirmation)
        #expect(
            try violation { $0.confirmations = [SubjectConfirmation(bounds: nil)] } == .noBearerConfirmation)
    }

    func bounds(
        notBefore: Date? = nil, notOnOrAfter: Date? = now.addingTimeInterval(300), recipient: String? = location,
        inResponseTo: MessageID? = request
    ) -> [SubjectConfirmation] {
        [
            SubjectConfirmation(
                bounds: SubjectConfirmation.Bounds(
                    notBefore: notBefore, notOnOrAfter: notOnOrAfter, recipient: recipient,
                    inResponseTo: inResponseTo))
        ]
    }

    @Test func `refuses a confirmation with NotBefore or without NotOnOrAfter`() throws {
        #expect(try violation { $0.confirmations = bounds(notBefore: Self.now) } == .noBearerConfirmation)
        #expect(try violation { $0.confirmations = bounds(notOnOrAfter: nil) } == .noBearerConfirmation)
    }

    @Test(arguments: ["https://otra.example/saml/acs", nil])
    func `refuses another Recipient`(_ recipient: String?) throws {
        #expect(
            try violation { $0.confirmations = bounds(recipient: recipient) }
                == .recipient(expected: Self.location, received: recipient))
    }

    @Test func `refuses a confirmation of another request`() throws {
        let other = MessageID(rawValue: "_other")
        #expect(
            try violation { $0.confirmations = bounds(inResponseTo: other) }
                == .inResponseTo(expected: Self.request, received: other))
    }

    @Test func `refuses an expired confirmation, but not within the skew`() throws {
        let over = Self.now.addingTimeInterval(-60)
        #expect(
            try violation { $0.confirmations = bounds(notOnOrAfter: over) }
                == .expired(notOnOrAfter: over, now: Self.now))
        let nearly = Self.now.addingTimeInterval(-59)
        #expect(try violation { $0.confirmations = bounds(notOnOrAfter: nearly) } == nil)
    }

    @Test func `accepts one valid confirmation among several`() throws {
        #expect(try violation { $0.confirmations = bounds(recipient: "https://x.example") + bounds() } == nil)
    }

    @Test func `refuses an assertion before and after its time`() throws {
        let audience = [[Self.service]]
        let early = Self.now.addingTimeInterval(61)
        #expect(
            try violation { $0.conditions = Conditions(notBefore: early, audienceRestrictions: audience) }
                == .notYetValid(notBefore: early, now: Self.now))
        let late = Self.now.addingTimeInterval(-60)
        #expect(
            try violation { $0.conditions = Conditions(notOnOrAfter: late, audienceRestrictions: audience) }
                == .expired(notOnOrAfter: late, now: Self.now))
    }

    @Test func `refuses an assertion for another audience, without one, and without Conditions`() throws {
        let other = EntityID(rawValue: "https://otra.example")
        #expect(try violation { $0.conditions = nil } == .noConditions)
        #expect(
            try violation { $0.conditions = Conditions() } == .audience(expected: Self.service, received: []))
        #expect(
            try violation { $0.conditions = Conditions(audienceRestrictions: [[Self.service], [other]]) }
                == .audience(expected: Self.service, received: [other]))
        #expect(
            try violation { $0.conditions = Conditions(audienceRestrictions: [[other, Self.service]]) } == nil)
    }

    @Test func `refuses an AuthnStatement that is missing, in the future or expired`() throws {
        #expect(try violation { $0.authnStatement = nil } == .authnStatementCount(received: 0))
        let ahead = Self.now.addingTimeInterval(61)
        #expect(
            try violation { $0.authnStatement = AuthnStatement(authnInstant: ahead, authnContextClass: .eidasLow) }
                == .authnInstant(received: ahead, now: Self.now))
        let over = Self.now.addingTimeInterval(-60)
        #expect(
            try violation {
                $0.authnStatement = AuthnStatement(
                    authnInstant: over, sessionNotOnOrAfter: over, authnContextClass: .eidasLow)
            } == .expired(notOnOrAfter: over, now: Self.now))
    }

    @Test func `refuses an insufficient authentication context`() throws {
        #expect(
            try violation(expecting: expectation(classes: [.eidasHigh])) { _ in }
                == .authnContext(expected: [.eidasHigh], received: .eidasSubstantial))
        #expect(try violation(expecting: expectation(classes: [.eidasHigh, .eidasSubstantial])) { _ in } == nil)
    }

    // MARK: Signatures

    @Test func `refuses an answer without a signature`() throws {
        let document = try draft().document(.both, key: nil)
        #expect(throws: VerificationFailure.signature(.absent)) { try authentic(document) }
    }

    @Test(arguments: ResponseBuilder.Signing.allCases)
    func `refuses an answer signed by another key`(_ signing: ResponseBuilder.Signing) throws {
        let document = try draft().document(signing, key: .attacker)
        #expect(throws: VerificationFailure.signature(.mismatch)) { try authentic(document) }
    }

    @Test(arguments: ResponseBuilder.Signing.allCases)
    func `refuses an answer changed after signing`(_ signing: ResponseBuilder.Signing) throws {
        let text = String(decoding: try draft().document(signing, key: Self.key), as: UTF8.self)
        let changed = text.replacing("12345678Z", with: "00000000T")
        #expect(changed != text)
        #expect(throws: VerificationFailure.signature(.mismatch)) { try authentic(Array(changed.utf8)) }
    }

    @Test func `reports an unsigned failure as a failure`() throws {
        let status = Status(.requester, .requestDenied)
        let document = try draft { $0.status = status }.document(.both, key: nil, assertions: 0)
        let response = try authentic(document)
        #expect(!response.responseIsSigned)
        #expect(throws: ResponseViolation.status(status)) {
            try AssertionRules.accept(response, expecting: expectation(), now: Self.now)
        }
    }

    @Test func `reports that encrypted assertions are not supported`() throws {
        let text = String(decoding: try draft().document(.assertion, key: nil, assertions: 0), as: UTF8.self)
        let encrypted =
            "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"></saml:EncryptedAssertion>"
        let document = text.replacing("</samlp:Response>", with: encrypted + "</samlp:Response>")
        let response = try authentic(Array(document.utf8))
        #expect(throws: ResponseViolation.encryptedAssertion) {
            try AssertionRules.accept(response, expecting: expectation(), now: Self.now)
        }
    }
}
