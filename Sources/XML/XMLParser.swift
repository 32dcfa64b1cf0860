/// Reads a document strictly.
///
/// UTF-8 only; no document type, no processing instruction, no undeclared prefix, comments only where the limits allow
/// them. Nothing is ever fetched and no entity beyond XML's own five exists.
public enum XMLParser {
    /// The root element of a document.
    ///
    /// - Throws: what the document was refused for, with the line where that can be told.
    public static func parse(_ bytes: [UInt8], limits: XMLLimits) throws(XMLError) -> XMLElement {
        try XMLDocument(bytes, limits: limits).root
    }
}
