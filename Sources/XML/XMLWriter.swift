/// Writes a tree in Exclusive Canonical XML 1.0, without comments: one tree, one sequence of octets.
///
/// The namespaces in `declaring` are treated as the standard treats InclusiveNamespaces prefixes.
/// - SeeAlso: Exclusive XML Canonicalization 1.0 §3; Canonical XML 1.0 §2.3.
public enum XMLWriter {
    /// The canonical octets of an element.
    ///
    /// - Throws: `XMLWritingError` when XML cannot carry what the tree says.
    public static func canonical(_ element: XMLElement) throws(XMLWritingError) -> CanonicalElement {
        var writer = CanonicalWriter()
        writer.write(element)
        return try writer.finish()
    }
}
