/// Why the strict parser refused a document. Lines count from 1.
public enum XMLError: Error, Hashable, Sendable {
    /// There are no bytes.
    case empty
    /// The document is larger than the limit.
    case tooManyBytes(maximum: Int)
    /// The bytes are not UTF-8, the only encoding that is read.
    case notUTF8(line: Int)
    /// The XML declaration names another encoding than UTF-8.
    case encoding(String)
    /// The XML declaration names another version than 1.0.
    case version
    /// The document is not well-formed, in libxml2's words.
    case notWellFormed(String, line: Int)
    /// A prefix stands for no namespace.
    case undeclaredPrefix(String, line: Int)
    /// There is a document type declaration, where entities come from.
    case documentType(line: Int)
    /// There is a comment where none may be.
    case comment(line: Int)
    /// There is a processing instruction.
    case processingInstruction(line: Int)
    /// Elements are nested deeper than the limit.
    case tooDeep(maximum: Int, line: Int)
    /// There are more elements than the limit.
    case tooManyElements(maximum: Int, line: Int)
    /// One element has more attributes or namespace declarations than the limit.
    case tooManyAttributes(maximum: Int, line: Int)
    /// There are more attributes in the whole document than the limit.
    case tooManyAttributesInAll(maximum: Int, line: Int)
    /// There are more namespace declarations than the limit.
    case tooManyNamespaces(maximum: Int, line: Int)
    /// One element and its ancestors have more namespace declarations than the limit.
    case tooManyNamespacesInScope(maximum: Int, line: Int)
    /// The URI of a namespace is longer than the limit.
    case longNamespace(maximumBytes: Int, line: Int)
    /// The local name of an element or attribute is longer than the limit.
    case longName(maximumBytes: Int, line: Int)
    /// A prefix is longer than the limit.
    case longPrefix(maximumBytes: Int, line: Int)
    /// A PrefixList of exclusive canonicalisation has more prefixes than the limit, or a longer one.
    case longPrefixList(maximum: Int, maximumBytes: Int, line: Int)
    /// The machine had no memory left.
    case noMemory
}
