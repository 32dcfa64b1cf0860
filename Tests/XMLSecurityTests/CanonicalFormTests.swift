import TestFederation
import Testing
import XML

@testable import XMLSecurity

/// Compares the writer with xmlsec, InclusiveNamespaces included: for any serialisation of a tree, xmlsec digests the
/// octets that the writer wrote.
@Suite struct CanonicalFormTests {
    private static let seeds = (0..<10).map { _ in UInt64.random(in: 0...UInt64.max) }
    private static let limits = XMLLimits.metadata

    @Test(arguments: seeds) func `xmlsec digests the octets that the writer wrote`(_ seed: UInt64) throws {
        let key = try TestKey.p256.get()
        for offset in 0..<8 as Range<UInt64> {
            var random = RandomTree(seed: seed &+ offset, elements: 60, declares: true)
            let tree = random.tree(id: "_random")
            let written = try XMLWriter.canonical(tree)
            let signed = try ElementSigner(key: key.signing).sign(tree)
            let verified = try SignedElement.verify(
                document: signed.bytes, trusting: [key.trusted], limits: Self.limits)
            #expect(verified.bytes == written.bytes, "seed \(seed &+ offset)")
        }
    }

    @Test(arguments: seeds) func `xmlsec digests the same octets of another serialisation`(_ seed: UInt64) throws {
        let key = try TestKey.p256.get()
        for offset in 0..<8 as Range<UInt64> {
            var random = RandomTree(seed: seed &+ offset, elements: 60, declares: false)
            let tree = random.tree(id: "_random")
            let signed = try ElementSigner(key: key.signing).sign(tree)
            var respelling = Respelling(seed: seed)
            let document = respelling.document(try XMLParser.parse(signed.bytes, limits: Self.limits))
            let verified = try SignedElement.verify(document: document, trusting: [key.trusted], limits: Self.limits)
            #expect(verified.bytes == (try XMLWriter.canonical(tree)).bytes, "seed \(seed &+ offset)")
        }
    }

    @Test(arguments: seeds) func `a signed element inside a signed element keeps both signatures`(_ seed: UInt64) throws
    {
        let key = try TestKey.p256.get()
        let signer = ElementSigner(key: key.signing)
        let outer = XMLNamespace(uri: "urn:outer", prefix: "outer")
        for offset in 0..<5 as Range<UInt64> {
            var random = RandomTree(seed: seed &+ offset, elements: 40, declares: true)
            let tree = random.tree(id: "_inner")
            let inner = try signer.sign(tree)
            let document = try signer.sign(
                XMLElement(
                    XMLName(outer, "Envelope"), attributes: [XMLAttribute("ID", "_outer")],
                    [.text("a"), .rendered(inner), .text("b")]))
            let envelope = try SignedElement.verify(
                document: document.bytes, trusting: [key.trusted], limits: Self.limits)
            #expect(envelope.bytes.count > inner.bytes.count, "seed \(seed &+ offset)")
            for source in [document.bytes, envelope.bytes] {
                let verified = try SignedElement.verify(
                    document: source, at: .child(tree.name), trusting: [key.trusted], limits: Self.limits)
                #expect(verified.bytes == (try XMLWriter.canonical(tree)).bytes, "seed \(seed &+ offset)")
            }
        }
    }
}
