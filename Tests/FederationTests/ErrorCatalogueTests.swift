import Foundation
import SAML
import TestFederation
import Testing
import XMLSecurity

@testable import Federation

/// Each error code has a page in the catalogue of errors, in each language.
struct ErrorCatalogueTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let parts = ["title", "meaning", "expected", "received", "fix"]

    /// The codes in the switches of these files, the only source of codes.
    private static func codes() throws -> Set<String> {
        let pattern = /\s"([a-z]+(?:-[a-z]+)*)"$/
        let files = ["Refusal", "Rejection"].map { root.appending(path: "Sources/Federation/Errors/\($0).swift") }
        return try Set(
            files.flatMap { file in
                try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                    .compactMap { $0.firstMatch(of: pattern).map { String($0.1) } }
            })
    }

    private static func keys(_ language: String) throws -> Set<String> {
        let file = root.appending(path: "Sources/Pages/Resources/languages/\(language).txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return Set(lines.compactMap { $0.split(separator: " = ", maxSplits: 1).first.map(String.init) })
    }

    @Test(arguments: ["es", "en"]) func `each code has a page, and each page a code`(_ language: String) throws {
        let keys = try Self.keys(language)
        let codes = try Self.codes()
        for code in codes {
            for part in Self.parts { #expect(keys.contains("error.\(code).\(part)"), "\(code).\(part)") }
        }
        let explained = keys.filter { $0.hasPrefix("error.") && $0.hasSuffix(".title") }
            .map { String($0.dropFirst("error.".count).dropLast(".title".count)) }
        #expect(Set(explained) == codes)
    }

    static let refusals: [Refusal] = [
        .noAuthnContext(requested: ["urn:x"]), .levelNotReached(.low), .levelNotReached(nil), .noPassive, .cancelled,
        .consentRefused,
        .expired, .invalidNameIDPolicy(requested: "urn:x"), .noSupportedIDP, .requestDenied,
        .obstacle(.protocolBinding(expected: .httpPOST, received: .paos)),
        .obstacle(.attributeConsumingServiceIndex(expected: [0], received: 7)), .obstacle(.subjectConfirmation),
        .obstacle(.identifier(received: "saml:BaseID")), .obstacle(.unknownPrincipal),
        .obstacle(.conditions(received: "saml:OneTimeUse")),
        .obstacle(.identityProviders(expected: EntityID(rawValue: "urn:x"), received: [])),
    ]

    private static let claim = claims()[0]

    /// By HTTP-Redirect and by HTTP-POST, signed with another key than the key of the metadata.
    private static func claims() -> [SignatureClaim] {
        var forger = TestServiceProvider()
        forger.key = .attacker
        let request = forger.request(to: Example.location, at: Example.now)
        do {
            let received = [
                try RedirectBinding.receive(AuthnRequest.self, query: forger.query(request)),
                try PostBinding.receive(
                    AuthnRequest.self, samlMessage: forger.samlRequest(request), relayState: nil),
            ]
            return received.map { $0.signatureClaim(against: [TestServiceProvider().key.trusted]) }
        } catch {
            preconditionFailure("\(error)")
        }
    }

    @Test func `evidence for an invalid signature has the keys of metadata and the received values`() {
        let evidence = Self.claims().map { Rejection.unverified(.signature(.mismatch), $0).evidence }
        let (redirect, post) = (evidence[0], evidence[1])
        for evidence in [redirect, post] {
            #expect(evidence.expected?.contains(TestKey.serviceProvider.trusted.fingerprint) == true)
            #expect(evidence.received?.contains("Issuer=\"https://oficina.example/saml\"") == true)
            #expect(evidence.received?.contains("rsa-sha256") == true)
        }
        #expect(post.received?.contains(TestKey.attacker.trusted.fingerprint) == true)
        #expect(redirect.received?.contains("X509Certificate") == false)
    }

    @Test func `evidence for malformed DEFLATE data has its first octets`() {
        let zlib = Rejection.unreadable(.deflate(maximumBytes: 131_072, start: [0x78, 0x9C, 0x05])).evidence
        #expect(zlib.received == "78 9C 05 …")
    }

    static let rejections: [Rejection] = [
        .unreadable(.missing(.request)), .unreadable(.tooLarge(maximumBytes: 1)),
        .unknownServiceProvider(EntityID(rawValue: "urn:x")), .unsigned(.notAllowed, claim),
        .unverified(.signature(.mismatch), claim),
        .rule(.version(received: "1.1")), .replayed(MessageID(rawValue: "_1")),
        .unsolicited(EntityID(rawValue: "urn:x")),
        .tooManyRequests(perMinute: 300, retryAfter: .seconds(1)),
        .verificationQueueFull(retryAfter: .seconds(5)), .unreadable(.tooManyParameters(maximum: 40)),
        .rule(.tooLargeToKeep(maximumBytes: 1, received: 2)),
    ]

    @Test func `the code of each value has a page in the catalogue`() throws {
        let codes = try Self.codes()
        #expect(codes.count > 30)
        for refusal in Self.refusals { #expect(codes.contains(refusal.code), "\(refusal)") }
        for rejection in Self.rejections { #expect(codes.contains(rejection.code), "\(rejection)") }
    }

    @Test(arguments: refusals) func `a refusal is a status with a second-level code`(_ refusal: Refusal) throws {
        let status = refusal.status
        #expect([.requester, .responder].contains(status.code))
        #expect(status.subcodes.count == 1)
        #expect(status.message?.hasPrefix(refusal.code + ": ") == true)
    }

    @Test(arguments: [
        (Refusal.noAuthnContext(requested: []), StatusCode.requester, StatusCode.noAuthnContext),
        (.levelNotReached(.low), .responder, .noAuthnContext), (.noPassive, .responder, .noPassive),
        (.cancelled, .responder, .authnFailed), (.expired, .responder, .authnFailed),
        (.invalidNameIDPolicy(requested: ""), .requester, .invalidNameIDPolicy),
        (.obstacle(.conditions(received: "")), .requester, .requestUnsupported),
        (.obstacle(.unknownPrincipal), .responder, .unknownPrincipal),
        (.obstacle(.protocolBinding(expected: .httpPOST, received: .paos)), .responder, .unsupportedBinding),
        (
            .obstacle(.identityProviders(expected: EntityID(rawValue: "urn:x"), received: [])), .requester,
            .noSupportedIDP
        ),
        (.noSupportedIDP, .requester, .noSupportedIDP), (.requestDenied, .responder, .requestDenied),
    ])
    func `each refusal has its status codes`(_ refusal: Refusal, _ top: StatusCode, _ second: StatusCode) {
        #expect(refusal.status.code == top && refusal.status.subcodes == [second])
    }

    @Test(arguments: refusals) func `a StatusMessage can end with the reference of page and log`(_ refusal: Refusal) {
        let status = refusal.status(reference: "ABCDEFGHJK")
        #expect(status.code == refusal.status.code && status.subcodes == refusal.status.subcodes)
        #expect(status.message == "\(refusal.status.message ?? "") (reference ABCDEFGHJK)")
        #expect(refusal.status(reference: nil) == refusal.status)
    }

    @Test func `a long list of classes is shortened for the log`() {
        let classes = (0..<50).map { "urn:\($0):" + String(repeating: "x", count: 1000) }
        let message = Refusal.noAuthnContext(requested: classes).status.message ?? ""
        #expect(message.utf8.count < 700)
    }
}
