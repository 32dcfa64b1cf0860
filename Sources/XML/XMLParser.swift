/// Parses a document strictly.
///
/// Accepts UTF-8 only. Refuses document types, processing instructions and undeclared prefixes, and comments unless the
/// limits allow them. Fetches nothing and knows no entities beyond XML's five predefined ones.
public enum XMLParser {
    /// Parses a document and returns its root element.
    ///
    /// - Throws: `XMLError`, the reason of the refusal, with the line where there is one.
    public static func parse(_ bytes: [UInt8], limits: XMLLimits) throws(XMLError) -> XMLElement {
        try XMLDocument(bytes, limits: limits).root
    }
}
