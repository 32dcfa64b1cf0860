import Foundation
import Octets
import TestFederation
import Testing
import XML
import XMLSecurity

@testable import SAML

@Suite struct RedirectBindingTests {
    static let now = AuthnRequestRulesTests.now
    static let here = AuthnRequestRulesTests.here
    let service = TestServiceProvider()

    func query(relayState: String? = nil, isSigned: Bool = true) throws -> String {
        try service.query(
            service.request(to: Self.here, at: Self.now), relayState: relayState, isSigned: isSigned)
    }

    func failure(_ query: String) -> BindingFailure? {
        do throws(BindingFailure) {
            _ = try RedirectBinding.receive(AuthnRequest.self, query: query)
            return nil
        } catch {
            return error
        }
    }

    /// Returns a query with this document as its message, unsigned.
    func query(document: String) throws -> String {
        let deflated = try #require(Deflate.deflate(Array(document.utf8)))
        return "SAMLRequest=" + URLEncodedForm.encode(Base64.text(deflated))
    }

    /// Signs the octets of a query unchanged.
    func signed(_ query: String, with key: SigningKey) throws -> String {
        let signature = try key.signature(over: Array(query.utf8))
        return query + "&Signature=" + URLEncodedForm.encode(Base64.text(signature))
    }

    // MARK: Accepted queries

    @Test(arguments: [nil, "", "abc 1/2", "https://oficina.example/?a=b&c=d", "ñ€😀\u{202E}", "a+b%20c"])
    func `returns the signed message`(_ relayState: String?) throws {
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query(relayState: relayState))
        #expect(received.claimedIssuer == service.entityID)
        #expect(received.relayState == relayState)
        let verified = try received.verified(trusting: [TestKey.attacker.trusted, service.key.trusted])
        #expect(verified.signer == service.entityID)
        #expect(verified.key == service.key.trusted)
        #expect(verified.binding == .httpRedirect)
    }

    @Test func `verifies ECDSA`() throws {
        var service = service
        service.key = .ellipticCurve
        let query = try service.query(service.request(to: Self.here, at: Self.now))
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query)
        #expect(try received.verified(trusting: [service.key.trusted]).signer == service.entityID)
    }

    /// The octets of the sample in the binding's checklist, except for the message's Issuer.
    @Test func `verifies over the octets as sent, in any case and order`() throws {
        let message = try query(isSigned: false)
        let lower = message.replacing("%2B", with: "%2b").replacing("%2F", with: "%2f")
            .replacing("%3D", with: "%3d")
        let algorithm = "SigAlg=" + URLEncodedForm.encode(SignatureAlgorithm.rsaSHA256.rawValue)
        let octets = lower + "&RelayState=abc+1%2f2&" + algorithm
        let signature = try service.key.signing.signature(over: Array(octets.utf8))
        let parts = [
            "Signature=" + URLEncodedForm.encode(Base64.text(signature)), algorithm, "utm=x",
            "RelayState=abc+1%2f2", lower,
        ]
        let received = try RedirectBinding.receive(AuthnRequest.self, query: parts.joined(separator: "&"))
        #expect(received.relayState == "abc 1/2")
        #expect(try received.verified(trusting: [service.key.trusted]).signer == service.entityID)
    }

    @Test func `the sample octets inflate to the sample message`() throws {
        let sample =
            "SAMLRequest=HcmxCsIwEIDhVwm3q7GDw2GEgkvBLlUcXOQoAQvJXc1dwMc3FP7p%2B89KOa3YV%2FvwFL81qrlfTqy4jQC1MArp"
            + "osiUo6LNeO%2FHG3Z7j2sRk1kSuOEa4E3gnrHoIhyg7aaqNQ6sRmyNfHfa%2BWPr4T1uveBw%2BQM%3D&RelayState=abc%201"
            + "%2F2&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256"
        let parameters = try QueryParameters(sample)
        #expect(parameters.signedOctets(.request) == Array(sample.utf8))
        let value = try #require(try parameters.value("SAMLRequest"))
        let deflated = try #require(Base64.decode(value, ignoring: .lineBreaks))
        let document = try #require(Deflate.inflate(deflated, maximumBytes: 1_024))
        #expect(
            String(decoding: document, as: UTF8.self)
                == "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_a\" Version=\"2.0\""
                + " IssueInstant=\"2026-01-01T00:00:00Z\"/>")
        #expect(try parameters.value("RelayState") == Array("abc 1/2".utf8))
    }

    // MARK: Invalid signatures

    @Test func `refuses a request whose octets were changed after signing`() throws {
        let query = try query(relayState: "one")
        for changed in [
            query.replacing("RelayState=one", with: "RelayState=two"),
            query.replacing("RelayState=one&", with: ""),
            query.replacing("RelayState=one", with: "RelayState=%6fne"),
        ] {
            let received = try RedirectBinding.receive(AuthnRequest.self, query: changed)
            #expect(throws: VerificationFailure.signature(.mismatch)) {
                try received.verified(trusting: [service.key.trusted])
            }
        }
    }

    @Test func `refuses a RelayState that the signature does not cover`() throws {
        let received = try RedirectBinding.receive(
            AuthnRequest.self, query: try query() + "&RelayState=evil")
        #expect(throws: VerificationFailure.signature(.mismatch)) {
            try received.verified(trusting: [service.key.trusted])
        }
    }

    @Test func `refuses a signature by another key, and without keys`() throws {
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query())
        for keys in [[TestKey.attacker.trusted], []] {
            #expect(throws: VerificationFailure.signature(.mismatch)) { try received.verified(trusting: keys) }
        }
    }

    @Test func `a request without signature is not verified`() throws {
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query(isSigned: false))
        #expect(!received.isSigned)
        #expect(throws: VerificationFailure.signature(.absent)) {
            try received.verified(trusting: [service.key.trusted])
        }
    }

    /// Bindings §3.4.4.1 forbids an XML signature, but some clients send one.
    @Test func `ignores an XML signature inside the message`() throws {
        let element = try ElementSigner(key: service.key.signing)
            .sign(service.request(to: Self.here, at: Self.now).xml)
        let bare = try query(document: String(decoding: element.bytes, as: UTF8.self))
        let received = try RedirectBinding.receive(AuthnRequest.self, query: bare)
        #expect(received.isSigned)
        #expect(throws: VerificationFailure.signature(.absent)) {
            try received.verified(trusting: [service.key.trusted])
        }
        let algorithm = "&SigAlg=" + URLEncodedForm.encode(SignatureAlgorithm.rsaSHA256.rawValue)
        let beside = try RedirectBinding.receive(
            AuthnRequest.self, query: try signed(bare + algorithm, with: service.key.signing))
        #expect(try beside.verified(trusting: [service.key.trusted]).signer == service.entityID)
    }

    // MARK: Malformed parameters

    @Test(arguments: ["SAMLRequest", "RelayState", "SigAlg", "Signature"])
    func `refuses a parameter twice`(_ name: String) throws {
        #expect(failure(try query(relayState: "x") + "&\(name)=x") == .duplicate(parameter: name))
        #expect(failure("\(name)=x&" + (try query(relayState: "x"))) == .duplicate(parameter: name))
    }

    @Test func `refuses a percent-encoded parameter name`() throws {
        #expect(failure(try query() + "&Relay%53tate=x") == .encodedName(parameter: "RelayState"))
        #expect(failure(try query() + "&%53AMLRequest=x") == .encodedName(parameter: "SAMLRequest"))
    }

    @Test func `refuses a request together with a response, and a response instead`() throws {
        #expect(failure(try query() + "&SAMLResponse=x") == .requestAndResponse)
        #expect(failure("SAMLResponse=x") == .unexpected(.response))
    }

    @Test func `refuses half a signature`() throws {
        let query = try query()
        let signature = try #require(query.firstRange(of: "&Signature="))
        #expect(failure(String(query[..<signature.lowerBound])) == .algorithmWithoutSignature)
        #expect(failure(try self.query(isSigned: false) + "&Signature=AAAA") == .signatureWithoutAlgorithm)
        #expect(failure(try self.query(isSigned: false) + "&Signature=&SigAlg=") != nil)
    }

    @Test(arguments: [
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "",
        "HTTP://WWW.W3.ORG/2001/04/XMLDSIG-MORE#RSA-SHA256", "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
    ])
    func `refuses an algorithm outside the list`(_ uri: String) throws {
        let query = try query(isSigned: false) + "&SigAlg=" + URLEncodedForm.encode(uri) + "&Signature=AAAA"
        #expect(
            failure(query)
                == .algorithm(expected: SignatureAlgorithm.allCases.map(\.rawValue), received: uri))
    }

    @Test func `refuses RSA's name on an EC key's signature and the reverse`() throws {
        for (key, algorithm) in [
            (TestKey.ellipticCurve, SignatureAlgorithm.rsaSHA256), (.serviceProvider, .ecdsaSHA256),
        ] {
            let octets = try query(isSigned: false) + "&SigAlg=" + URLEncodedForm.encode(algorithm.rawValue)
            let received = try RedirectBinding.receive(
                AuthnRequest.self, query: try signed(octets, with: key.signing))
            #expect(throws: VerificationFailure.signature(.mismatch)) {
                try received.verified(trusting: [key.trusted])
            }
        }
    }

    @Test func `accepts no SAMLEncoding other than DEFLATE`() throws {
        let encoding = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE"
        #expect(failure(try query() + "&SAMLEncoding=" + URLEncodedForm.encode(encoding)) == nil)
        #expect(failure(try query() + "&SAMLEncoding=urn:x") == .encoding(received: "urn:x"))
        #expect(failure(try query() + "&SAMLEncoding=") == .encoding(received: ""))
    }

    @Test(arguments: ["", "SAMLRequest", "SAMLRequest=", "RelayState=x", "&&&", "=", "saml_request=x"])
    func `refuses a query without a message`(_ query: String) {
        #expect(failure(query) == .missing(.request))
    }

    @Test(arguments: ["%", "%2", "%zz", "%%41"])
    func `refuses broken percent-encoding`(_ value: String) throws {
        #expect(failure("SAMLRequest=\(value)") == .percentEncoding(parameter: "SAMLRequest"))
        #expect(failure(try query() + "&RelayState=\(value)") == .percentEncoding(parameter: "RelayState"))
    }

    @Test(arguments: ["a", "ab=c", "a b c d", "====", "YQ=", "YQ===", "YQ%00=", "Y-_Q"])
    func `refuses malformed base64`(_ value: String) {
        #expect(failure("SAMLRequest=" + value) == .base64(parameter: "SAMLRequest"))
    }

    // MARK: Expansion bombs and other documents

    @Test func `stops inflating at the limit`() throws {
        let bomb = "<a>" + String(repeating: " ", count: 50_000_000) + "</a>"
        guard case .deflate(maximumBytes: 131_072, _)? = failure(try query(document: bomb)) else {
            Issue.record("a bomb was received")
            return
        }
    }

    @Test func `inflates to at most 16 KiB plus 8 octets for each octet received`() throws {
        // A run of spaces deflates to a thousandth.
        func inflated(_ count: Int) throws -> (deflated: Int, failure: BindingFailure?) {
            let document = "<a>" + String(repeating: " ", count: count - 7) + "</a>"
            let deflated = try #require(Deflate.deflate(Array(document.utf8)))
            return (deflated.count, failure(try query(document: document)))
        }
        let (deflated, accepted) = try inflated(16_384)
        #expect(deflated < 60)
        guard case .root? = accepted else {
            Issue.record("16 KiB were refused as \(String(describing: accepted))")
            return
        }
        let (link, refused) = try inflated(120_000)
        #expect(refused == .deflate(maximumBytes: 16_384 + 8 * link, start: try start(120_000)))
    }

    @Test(arguments: [500, 16_384, 40_000, 131_072])
    func `predicts at least as many octets as a query can have`(_ count: Int) throws {
        let document = "<a>" + String(repeating: " ", count: count - 7) + "</a>"
        let query = try query(document: document)
        if failure(query) == nil || count <= 16_384 {
            #expect(RedirectBinding.maximumOctets(ofQuery: query.utf8.count) >= count)
        }
        #expect(RedirectBinding.maximumOctets(ofQuery: 1_000_000) == 131_072)
    }

    private func start(_ count: Int) throws -> [UInt8] {
        let document = "<a>" + String(repeating: " ", count: count - 7) + "</a>"
        return Array(try #require(Deflate.deflate(Array(document.utf8))).prefix(8))
    }

    @Test func `accepts 40 parameters and refuses one more before it decodes any`() throws {
        let others = (0..<36).map { "&p\($0)=" }.joined()
        #expect(failure(try query() + others) == nil)
        // Not percent-encoded text: decoding would report it first.
        let more = (0..<40).map { _ in "&%" }.joined()
        #expect(failure(try query() + more) == .tooManyParameters(maximum: 40))
        #expect(failure(String(repeating: "&", count: 40)) == .tooManyParameters(maximum: 40))
        #expect(failure(String(repeating: "&", count: 39)) == .missing(.request))
    }

    @Test func `refuses data that is not one complete DEFLATE stream`() throws {
        let document = Array("<a/>".utf8)
        let deflated = try #require(Deflate.deflate(document))
        for octets in [document, Array(deflated.dropLast()), deflated + [0], [0x78, 0x9C] + deflated] {
            let query = "SAMLRequest=" + URLEncodedForm.encode(Base64.text(octets))
            #expect(
                failure(query)
                    == .deflate(maximumBytes: 16_384 + 8 * octets.count, start: Array(octets.prefix(8))))
        }
    }

    @Test func `refuses a document type, another element and a request without issuer`() throws {
        let request = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>"
        #expect(failure(try query(document: "<!DOCTYPE a><a/>")) == .document(.documentType(line: 1)))
        #expect(failure(try query(document: "<a/>")) == .root(expected: "samlp:AuthnRequest", received: "a"))
        guard case .issuer(let missing)? = failure(try query(document: request)) else {
            Issue.record("a request without Issuer was received")
            return
        }
        #expect(missing.received == "no issuer")
    }

    // MARK: RelayState

    @Test func `accepts 2,048 bytes of RelayState and no more`() throws {
        let most = String(repeating: "ñ", count: 1_024)
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query(relayState: most))
        #expect(received.relayState == most)
        #expect(
            failure(try query(relayState: most + "x"))
                == .relayStateTooLong(maximumBytes: 2_048, received: 2_049))
    }

    @Test(arguments: ["%00", "a%00b", "%FF", "%C3", "%ED%A0%80", "%C0%80"])
    func `refuses RelayState that is not text`(_ value: String) throws {
        #expect(failure(try query() + "&RelayState=" + value) == .relayStateText)
    }
}
