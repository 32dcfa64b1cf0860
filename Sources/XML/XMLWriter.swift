/// Writes a tree in Exclusive Canonical XML 1.0, without comments. Equal trees give equal octets.
///
/// Treats the namespaces in `declaring` as the standard treats InclusiveNamespaces prefixes.
/// - SeeAlso: Exclusive XML Canonicalization 1.0 §3; Canonical XML 1.0 §2.3.
public enum XMLWriter {
    /// Returns the canonical form of an element.
    ///
    /// - Throws: `XMLWritingError` when XML cannot represent the tree.
    public static func canonical(_ element: XMLElement) throws(XMLWritingError) -> CanonicalElement {
        var writer = CanonicalWriter()
        writer.write(element)
        return try writer.finish()
    }
}
