/// An element as it goes over the wire: the octets of its exclusive canonical form, complete in themselves.
///
/// Every namespace that the element uses is declared in it, so the octets can stand inside any other canonical element
/// and be cut out again unchanged. Only the writer and the signer make one.
/// - SeeAlso: Exclusive XML Canonicalization 1.0 §2.
public struct CanonicalElement: Hashable, Sendable {
    /// UTF-8, without an XML declaration.
    public let bytes: [UInt8]

    /// Whoever calls it answers for the octets being canonical.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}
