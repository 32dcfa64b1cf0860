import CXMLSec

/// An upper bound on the cost of the exclusive canonical form of an element, computed from the tree without writing it.
///
/// Exclusive canonicalisation repeats a namespace declaration at each element that uses the namespace and has no
/// ancestor that uses it, so a message of 131 kB can have a canonical form of 390 MB. The computation walks the element
/// once. It never underestimates the octets.
/// - SeeAlso: Exclusive XML Canonicalization 1.0 §3; <doc:CostIsPredicted>.
public struct CanonicalCost: Hashable, Sendable {
    /// The maximum length of the canonical form, in octets.
    public let octets: Int

    /// The work of writing and digesting the canonical form, comparisons of prefixes, names and URIs included.
    ///
    /// In units of about a nanosecond.
    public let work: Int

    package init(octets: Int, work: Int) {
        self.octets = octets
        self.work = work
    }

    /// The maximum length of a canonical form, as a multiple of the octets received.
    ///
    /// Most documents stay below 2: an empty-element tag gets an end tag, and a `>` in text becomes four octets.
    package static let maximumGrowth = 4

    /// The maximum work for each octet received. Ordinary messages take 3 to 12.
    package static let maximumWorkPerOctet = 24

    /// Smaller documents count as this many octets: they may always take about a millisecond of work.
    private static let smallestReceived = 49_152

    /// Returns whether a document of `received` octets may have this cost.
    package func isAcceptable(for received: Int) -> Bool {
        octets <= Self.maximumGrowth * received
            && work <= Self.maximumWorkPerOctet * max(received, Self.smallestReceived)
    }
}

extension XMLDocument {
    /// Returns an upper bound on the cost of the canonical form of an element.
    ///
    /// - Parameter path: the path from the root to the element: at each step the index of a child element, counted from
    ///   0.
    /// - Throws: `noMemory`, also when there is no element at `path`.
    package func canonicalCost(at path: [Int]) throws(XMLError) -> CanonicalCost {
        var cost = aldaba_canonical_cost()
        let steps = path.map { Int32(clamping: $0) }
        let outcome = withTree { aldaba_canonical_cost_predict($0, steps, steps.count, &cost) }
        guard outcome == 0 else { throw .noMemory }
        return CanonicalCost(octets: Int(clamping: cost.octets), work: Int(clamping: cost.work))
    }
}
