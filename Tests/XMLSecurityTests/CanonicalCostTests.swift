import TestFederation
import Testing
import XML

@testable import XMLSecurity

/// Compares the predicted cost of a canonical form with the output of xmlsec and of the writer.
@Suite struct CanonicalCostTests {
    private let key: TestKey

    init() throws { key = try TestKey.rsa.get() }

    private static let limits: XMLLimits = {
        var limits = XMLLimits.metadata
        limits.maximumNamespaces = 1_000_000
        return limits
    }()

    /// Returns the octets that xmlsec digests, without a limit on the cost.
    private func digested(_ document: XMLDocument) throws -> [UInt8] {
        let signature = try #require(document.root.element(SignatureShape.signature))
        let claim = SigningClaim(
            place: [], id: "_original", shape: try SignatureShape(signature, covering: "_original"))
        var effort = VerificationEffort()
        return try #require(try claim.digested(of: document, key.trusted, &effort))
    }

    private func signed(_ template: SignatureTemplate) async throws -> [UInt8] {
        try await XMLSec1().sign(template.text, privateKeyPEM: key.privateKeyPEM)
    }

    @Test(arguments: CostlyShape.all) func `is not below the octets that xmlsec digests`(
        _ shape: CostlyShape
    ) async throws {
        let document = try XMLDocument(try await signed(shape.template), limits: Self.limits)
        let octets = try digested(document).count
        let cost = try document.canonicalCost(at: [])
        #expect(cost.octets >= octets)
        // The prediction includes the signature, and counts each declaration of a listed prefix once more.
        #expect(cost.octets <= 2 * octets + 250_000, "\(cost.octets) for \(octets)")
    }

    @Test(arguments: CostlyShape.growing + CostlyShape.slow) func `is refused before anything is canonicalised`(
        _ shape: CostlyShape
    ) async throws {
        let document = try await signed(shape.template)
        var effort = VerificationEffort()
        let failure = #expect(throws: SignatureFailure.self) {
            try SignedElement.verify(
                document: document, at: .root, trusting: [key.trusted], limits: Self.limits, effort: &effort)
        }
        guard case .canonicalForm(_, received: document.count) = failure else {
            Issue.record("refused as \(String(describing: failure))")
            return
        }
        #expect(effort == VerificationEffort())
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func `is exact where no prefix is listed`(
        _ seed: UInt64
    ) throws {
        var random = RandomTree(seed: seed, elements: 200, declares: true)
        var respelling = Respelling(seed: seed)
        let bytes = respelling.document(random.tree())
        let document = try XMLDocument(bytes, limits: Self.limits)
        let canonical = try XMLWriter.canonical(document.root).bytes.count
        let cost = try document.canonicalCost(at: [])
        #expect(cost.octets == canonical, "seed \(seed)")
    }

    @Test func `is the cost of the signed element, with its ancestors' declarations`() throws {
        let uri = "urn:" + String(repeating: "u", count: 500)
        let text = "<p:a xmlns:p='\(uri)'><b/><c><p:d/><p:e/></c></p:a>"
        let document = try XMLDocument(Array(text.utf8), limits: .message)
        let whole = try document.canonicalCost(at: [])
        let part = try document.canonicalCost(at: [1])
        #expect(whole.octets < 700)
        #expect(part.octets > 1_000 && part.octets < 1_200)
        #expect(throws: XMLError.self) { try document.canonicalCost(at: [2]) }
    }

    @Test func `accepts four times the octets received, and no more`() {
        #expect(CanonicalCost(octets: 40_000, work: 0).isAcceptable(for: 10_000))
        #expect(!CanonicalCost(octets: 40_001, work: 0).isAcceptable(for: 10_000))
        #expect(CanonicalCost(octets: 0, work: 24 * 49_152).isAcceptable(for: 10_000))
        #expect(!CanonicalCost(octets: 0, work: 24 * 49_152 + 1).isAcceptable(for: 10_000))
        #expect(CanonicalCost(octets: 0, work: 2_400_000).isAcceptable(for: 100_000))
        #expect(!CanonicalCost(octets: 0, work: 2_400_001).isAcceptable(for: 100_000))
    }

    @Test func `of an ordinary request is a fraction of what is accepted`() async throws {
        let document = try await signed(SignatureTemplate())
        let cost = try XMLDocument(document, limits: .message).canonicalCost(at: [])
        #expect(cost.octets < 2 * document.count)
        #expect(cost.work < 16 * document.count)
    }

    @Test func `of SignedInfo is checked as well`() async throws {
        let text = String(decoding: try await signed(SignatureTemplate()), as: UTF8.self)
        let blank = String(repeating: " ", count: 20_000)
        let document = text.replacing("</ds:SignedInfo>", with: blank + "</ds:SignedInfo>")
        let failure = #expect(throws: SignatureFailure.self) {
            try SignedElement.verify(document: Array(document.utf8), trusting: [key.trusted])
        }
        guard case .canonicalForm(_, received: 4_096) = failure else {
            Issue.record("refused as \(String(describing: failure))")
            return
        }
    }
}
