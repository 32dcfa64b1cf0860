/// The reason why the strict parser refused a document. Lines count from 1.
public enum XMLError: Error, Hashable, Sendable {
    /// The document has no bytes.
    case empty
    /// The document is larger than the limit.
    case tooManyBytes(maximum: Int)
    /// The bytes are not UTF-8, the only encoding accepted.
    case notUTF8(line: Int)
    /// The XML declaration names an encoding other than UTF-8.
    case encoding(String)
    /// The XML declaration names a version other than 1.0.
    case version
    /// The document is not well-formed. The payload is libxml2's message.
    case notWellFormed(String, line: Int)
    /// A prefix is not declared.
    case undeclaredPrefix(String, line: Int)
    /// The document has a document type declaration, which could define entities.
    case documentType(line: Int)
    /// The document has a comment and the limits do not allow any.
    case comment(line: Int)
    /// The document has a processing instruction.
    case processingInstruction(line: Int)
    /// Elements are nested deeper than the limit.
    case tooDeep(maximum: Int, line: Int)
    /// The document has more elements than the limit.
    case tooManyElements(maximum: Int, line: Int)
    /// One element has more attributes or namespace declarations than the limit.
    case tooManyAttributes(maximum: Int, line: Int)
    /// The whole document has more attributes than the limit.
    case tooManyAttributesInAll(maximum: Int, line: Int)
    /// The whole document has more namespace declarations than the limit.
    case tooManyNamespaces(maximum: Int, line: Int)
    /// One element and its ancestors have more namespace declarations than the limit.
    case tooManyNamespacesInScope(maximum: Int, line: Int)
    /// The URI of a namespace is longer than the limit.
    case longNamespace(maximumBytes: Int, line: Int)
    /// The local name of an element or attribute is longer than the limit.
    case longName(maximumBytes: Int, line: Int)
    /// A prefix is longer than the limit.
    case longPrefix(maximumBytes: Int, line: Int)
    /// A PrefixList of exclusive canonicalisation has more prefixes than the limit, or a prefix longer than the limit.
    case longPrefixList(maximum: Int, maximumBytes: Int, line: Int)
    /// There was not enough memory.
    case noMemory
}
