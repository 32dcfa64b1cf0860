/// The octets of an element's exclusive canonical form.
///
/// The element declares every namespace that it uses. The octets can therefore be embedded in another canonical element
/// and cut out again unchanged, provided that no element around them declares the same namespace: the writer checks
/// that. Only the writer and the signer make a value of this type.
/// - SeeAlso: Exclusive XML Canonicalization 1.0 §2.
public struct CanonicalElement: Hashable, Sendable {
    /// UTF-8, without an XML declaration.
    public let bytes: [UInt8]

    /// The namespaces that the element and its descendants declare.
    package let namespaces: [XMLNamespace]

    /// The namespaces in `namespaces` that no name needs. A signature around the element must list them as
    /// InclusiveNamespaces.
    package let declaring: [XMLNamespace]

    /// The caller guarantees that the octets are canonical and that `namespaces` is complete.
    package init(bytes: [UInt8], namespaces: [XMLNamespace], declaring: [XMLNamespace]) {
        self.bytes = bytes
        self.namespaces = namespaces
        self.declaring = declaring
    }
}
