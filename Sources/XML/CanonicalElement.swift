/// An element as it goes over the wire: the octets of its exclusive canonical form, complete in themselves.
///
/// Every namespace that the element uses is declared in it, so the octets can stand inside another canonical element and
/// be cut out again unchanged, provided that no element around them declares the same: the writer sees to that. Only the
/// writer and the signer make one.
/// - SeeAlso: Exclusive XML Canonicalization 1.0 §2.
public struct CanonicalElement: Hashable, Sendable {
    /// UTF-8, without an XML declaration.
    public let bytes: [UInt8]

    /// The namespaces that are declared in it, wherever.
    package let namespaces: [XMLNamespace]

    /// Those of them that no name needs: what a signature around it must list as InclusiveNamespaces.
    package let declaring: [XMLNamespace]

    /// Whoever calls it answers for the octets being canonical and for the namespaces being all.
    package init(bytes: [UInt8], namespaces: [XMLNamespace], declaring: [XMLNamespace]) {
        self.bytes = bytes
        self.namespaces = namespaces
        self.declaring = declaring
    }
}
