import Foundation
import Octets
import Testing
import XML

@testable import XMLSecurity

/// The number of times that the expensive steps of a verification run.
@Suite struct VerificationEffortTests {
    private let keys: [TestKey]

    init() throws {
        keys = try (0..<12).map { _ in try TestKey(.p256) }
    }

    private func verify(
        _ document: [UInt8], _ effort: inout VerificationEffort
    ) throws(SignatureFailure) -> SignedElement {
        try SignedElement.verify(
            document: document, at: .root, trusting: keys.map(\.trusted), limits: .message, effort: &effort)
    }

    @Test func `digests once for any number of keys`() throws {
        let document = try ElementSigner(key: keys[11].signing).sign(Sample.request()).bytes
        var effort = VerificationEffort()
        #expect(try verify(document, &effort).key == keys[11].trusted)
        #expect(effort == VerificationEffort(keysTried: 12, digests: 1))
    }

    @Test func `digests nothing when none of the keys made the signature`() throws {
        let document = try ElementSigner(key: TestKey.p256.get().signing).sign(Sample.request()).bytes
        var effort = VerificationEffort()
        #expect(throws: SignatureFailure.mismatch) { try verify(document, &effort) }
        #expect(effort == VerificationEffort(keysTried: 12, digests: 0))
    }

    @Test func `digests once when a signature of another message is used again`() throws {
        let document = try ElementSigner(key: keys[0].signing).sign(Sample.request()).bytes
        let changed = String(decoding: document, as: UTF8.self).replacing("alicia", with: "mallory")
        var effort = VerificationEffort()
        #expect(throws: SignatureFailure.mismatch) { try verify(Array(changed.utf8), &effort) }
        #expect(effort == VerificationEffort(keysTried: 1, digests: 1))
    }

    @Test func `verifies nothing when an ID is too long`() throws {
        let id = "_" + String(repeating: "i", count: 1_023)
        let accepted = try ElementSigner(key: keys[0].signing).sign(Sample.request(id: id)).bytes
        var effort = VerificationEffort()
        #expect(try verify(accepted, &effort).element.attribute("ID") == id)
        effort = VerificationEffort()
        let refused = try ElementSigner(key: keys[0].signing).sign(Sample.request(id: id + "i")).bytes
        #expect(throws: SignatureFailure.malformed("an ID must have at most 1024 bytes")) {
            try verify(refused, &effort)
        }
        #expect(effort == VerificationEffort())
    }

    @Test func `accepts r and s without their leading zeros, as some peers write them`() async throws {
        // The first of P-521's 66 octets is 0 or 1: in one signature of four both numbers begin with a zero octet.
        let key = try await OpenSSLKey.on("P-521")
        let signer = ElementSigner(key: try key.signing)
        var cut: [UInt8]?
        for attempt in 0..<200 where cut == nil {
            let text = String(decoding: try signer.sign(Sample.request(id: "_\(attempt)")).bytes, as: UTF8.self)
            let start = try #require(text.range(of: "<ds:SignatureValue>")?.upperBound)
            let end = try #require(text.range(of: "</ds:SignatureValue>")?.lowerBound)
            let value = try #require(Base64.decode(text[start..<end].utf8))
            guard value[0] == 0, value[66] == 0 else { continue }
            let halves = Base64.encode(Array(value[1..<66] + value[67...]))
            let document = text.replacingCharacters(in: start..<end, with: String(decoding: halves, as: UTF8.self))
            cut = Array(document.utf8)
        }
        let document = try #require(cut)
        let trusted = try TrustedKey(certificateDER: key.signing.certificateDER)
        #expect(try SignedElement.verify(document: document, trusting: [trusted]).key == trusted)
    }
}
