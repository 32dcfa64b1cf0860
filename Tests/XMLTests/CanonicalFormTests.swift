import Foundation
import TestAgents
import TestFederation
import Testing

@testable import XML

/// Compares the writer with libxml2's exclusive canonicalisation.
@Suite struct CanonicalFormTests {
    private static let seeds = (0..<8).map { _ in UInt64.random(in: 0...UInt64.max) }

    /// Runs `xmllint --exc-c14n`, which supports no InclusiveNamespaces.
    private func canonicalForm(_ document: [UInt8]) async throws -> [UInt8] {
        let directory = try TemporaryDirectory("c14n")
        try Data(document).write(to: URL(fileURLWithPath: directory.path("document.xml")))
        // Without warnings of relative namespaces, which would be in the output.
        return Array(
            try await Command.require("xmllint", ["--exc-c14n", "--nowarning", directory.path("document.xml")]).utf8)
    }

    @Test(arguments: seeds) func `gives the canonical form that libxml2 gives`(_ seed: UInt64) async throws {
        var random = RandomTree(seed: seed, elements: 400, declares: false)
        let tree = random.tree()
        let written = try XMLWriter.canonical(tree).bytes
        var respelling = Respelling(seed: seed)
        let respelled = respelling.document(tree)
        #expect(respelled != written)
        #expect(try await canonicalForm(respelled) == written, "seed \(seed)")
        #expect(try await canonicalForm(written) == written, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `a document that is written, parsed and written again is the same`(_ seed: UInt64) throws {
        let limits = XMLLimits.metadata
        for offset in 0..<8 as Range<UInt64> {
            var random = RandomTree(seed: seed &+ offset, elements: 50, declares: false)
            let tree = random.tree()
            let written = try XMLWriter.canonical(tree).bytes
            var respelling = Respelling(seed: seed)
            for document in [written, respelling.document(tree)] {
                let parsed = try XMLParser.parse(document, limits: limits)
                #expect(try XMLWriter.canonical(parsed).bytes == written, "seed \(seed &+ offset)")
            }
        }
    }
}
