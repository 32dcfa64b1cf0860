import CXMLSec

/// What the exclusive canonical form of an element costs at most, computed from the tree without writing anything.
///
/// Exclusive canonicalisation declares a namespace again at each element that uses it and has no ancestor that does, so a
/// message of 131 kB can have a canonical form of 390 MB. The computation walks the element once and never returns too
/// few octets.
/// - SeeAlso: Exclusive XML Canonicalization 1.0 §3; <doc:CostIsPredicted>.
public struct CanonicalCost: Hashable, Sendable {
    /// The octets of the canonical form, at most.
    public let octets: Int

    /// What writing and digesting it takes, in units of about a nanosecond: comparisons of prefixes, names and URIs
    /// included.
    public let work: Int

    package init(octets: Int, work: Int) {
        self.octets = octets
        self.work = work
    }

    /// How many times the octets received a canonical form may have.
    ///
    /// Most documents stay below 2: an empty-element tag gets an end tag, and a `>` in text becomes four octets.
    package static let maximumGrowth = 4

    /// How much work each octet received may bring: ordinary messages take 3 to 12.
    package static let maximumWorkPerOctet = 24

    /// The octets that a small document counts for: a millisecond's work is never too much.
    private static let smallestReceived = 49_152

    /// Whether a document of so many octets may cost that.
    package func isAcceptable(for received: Int) -> Bool {
        octets <= Self.maximumGrowth * received
            && work <= Self.maximumWorkPerOctet * max(received, Self.smallestReceived)
    }
}

extension XMLDocument {
    /// What the canonical form of an element costs at most.
    ///
    /// - Parameter path: leads to the element: at each step the index of a child element, counted from 0.
    /// - Throws: `noMemory`; `notWellFormed` when there is no such element.
    package func canonicalCost(at path: [Int]) throws(XMLError) -> CanonicalCost {
        var cost = aldaba_canonical_cost()
        let steps = path.map { Int32(clamping: $0) }
        let outcome = withTree { aldaba_canonical_cost_predict($0, steps, steps.count, &cost) }
        guard outcome == 0 else { throw .noMemory }
        return CanonicalCost(octets: Int(clamping: cost.octets), work: Int(clamping: cost.work))
    }
}
