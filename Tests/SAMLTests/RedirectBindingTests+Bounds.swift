import Foundation
import TestFederation
import Testing

@testable import SAML

/// Values at the exact limits, and signatures that must not be ignored.
extension RedirectBindingTests {
    @Test func `does not decode a message that is too long only because of line breaks`() throws {
        let message = try query(isSigned: false)
        let breaks = String(repeating: "%0A", count: MessageLimits.maximumBase64)
        #expect(failure(message + breaks) == .tooLarge(maximumBytes: 131_072))
    }

    @Test func `inflates 131,072 octets and not one more`() throws {
        // A text that does not deflate to less than a sixteenth, which another limit would refuse.
        func document(_ octets: Int) -> String {
            var state: UInt64 = 1
            let text = (0..<(octets - 7)).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(ascii: "a") + UInt8(state >> 60)
            }
            return "<a>" + String(decoding: text, as: UTF8.self) + "</a>"
        }
        guard case .root? = failure(try query(document: document(131_072))) else {
            Issue.record("a document of the largest size is not read")
            return
        }
        guard case .deflate(maximumBytes: 131_072, _)? = failure(try query(document: document(131_073))) else {
            Issue.record("a larger document was inflated")
            return
        }
    }

    @Test func `a signature that is longer than any key's is not decoded`() throws {
        let query = try query()
        let breaks = String(repeating: "%0A", count: 4_096)
        #expect(failure(query + breaks) == .base64(parameter: "Signature"))
    }

    @Test func `a request with an invalid signature is not an unsigned request`() throws {
        var service = service
        service.authnRequestsSigned = false
        service.key = .attacker
        let query = try service.query(service.request(to: Self.here, at: Self.now))
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query)
        #expect(throws: UnsignedRequest.Refusal.signaturePresent) {
            try received.unsigned(from: service.descriptor, isAllowed: true)
        }
    }

    @Test func `refuses an unsigned request with another service's metadata`() throws {
        var other = service
        other.entityID = EntityID(rawValue: "https://otra.example")
        other.authnRequestsSigned = false
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query(isSigned: false))
        #expect(
            throws: UnsignedRequest.Refusal.entity(expected: service.entityID, received: other.entityID)
        ) { try received.unsigned(from: other.descriptor, isAllowed: true) }
    }
}
