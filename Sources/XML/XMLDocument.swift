import CXMLSec

/// A document that the strict parser accepted: libxml2's tree, which it owns, and the same tree as a value.
///
/// Signature verification needs libxml2's tree. All other code reads `root`.
package final class XMLDocument {
    /// The root element.
    package let root: XMLElement

    private let tree: OpaquePointer

    /// Parses the bytes.
    package init(_ bytes: [UInt8], limits: XMLLimits) throws(XMLError) {
        try XMLPrologue.check(bytes, limits: limits)
        _ = XMLLibrary.isReady
        var cLimits = aldaba_parse_limits(
            maximum_depth: Int32(clamping: min(limits.maximumDepth, 200)),
            maximum_elements: Int32(clamping: limits.maximumElements),
            maximum_attributes: Int32(clamping: limits.maximumAttributesPerElement),
            maximum_all_attributes: Int32(clamping: limits.maximumAttributes),
            maximum_namespaces: Int32(clamping: limits.maximumNamespaces),
            maximum_namespaces_in_scope: Int32(clamping: limits.maximumNamespacesInScope),
            maximum_uri_octets: Int32(clamping: limits.maximumNamespaceBytes),
            maximum_name_octets: Int32(clamping: limits.maximumNameBytes),
            maximum_prefix_octets: Int32(clamping: limits.maximumPrefixBytes),
            maximum_listed_prefixes: Int32(clamping: limits.maximumListedPrefixes),
            allows_comments: limits.allowsComments ? 1 : 0)
        var refusal = aldaba_parse_refusal()
        let parsed = aldaba_document_parse(bytes, bytes.count, &cLimits, &refusal)
        guard let parsed, let rootNode = aldaba_document_root(parsed) else { throw XMLError(refusal, limits: limits) }
        var reader = TreeReader()
        guard let root = reader.element(aldaba_node_read(rootNode)) else {
            aldaba_document_free(parsed)
            throw .notWellFormed("content that no well-formed document has", line: 1)
        }
        self.root = root
        tree = parsed
    }

    deinit {
        aldaba_document_free(tree)
    }

    /// Passes libxml2's tree (`xmlDoc *`) to `body`. The pointer is valid only during the call.
    package func withTree<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        body(tree)
    }
}

extension XMLError {
    fileprivate init(_ refusal: aldaba_parse_refusal, limits: XMLLimits) {
        let line = Int(refusal.line)
        let message = withUnsafeBytes(of: refusal.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        self =
            switch Int(refusal.reason) {
            case Int(ALDABA_PARSE_UNDECLARED_PREFIX): .undeclaredPrefix(message, line: line)
            case Int(ALDABA_PARSE_DOCUMENT_TYPE): .documentType(line: line)
            case Int(ALDABA_PARSE_COMMENT): .comment(line: line)
            case Int(ALDABA_PARSE_PROCESSING_INSTRUCTION): .processingInstruction(line: line)
            case Int(ALDABA_PARSE_TOO_DEEP): .tooDeep(maximum: limits.maximumDepth, line: line)
            case Int(ALDABA_PARSE_TOO_MANY_ELEMENTS): .tooManyElements(maximum: limits.maximumElements, line: line)
            case Int(ALDABA_PARSE_TOO_MANY_ATTRIBUTES):
                .tooManyAttributes(maximum: limits.maximumAttributesPerElement, line: line)
            case Int(ALDABA_PARSE_TOO_MANY_ATTRIBUTES_IN_ALL):
                .tooManyAttributesInAll(maximum: limits.maximumAttributes, line: line)
            case Int(ALDABA_PARSE_TOO_MANY_NAMESPACES):
                .tooManyNamespaces(maximum: limits.maximumNamespaces, line: line)
            case Int(ALDABA_PARSE_TOO_MANY_NAMESPACES_IN_SCOPE):
                .tooManyNamespacesInScope(maximum: limits.maximumNamespacesInScope, line: line)
            case Int(ALDABA_PARSE_LONG_NAMESPACE):
                .longNamespace(maximumBytes: limits.maximumNamespaceBytes, line: line)
            case Int(ALDABA_PARSE_LONG_NAME): .longName(maximumBytes: limits.maximumNameBytes, line: line)
            case Int(ALDABA_PARSE_LONG_PREFIX): .longPrefix(maximumBytes: limits.maximumPrefixBytes, line: line)
            case Int(ALDABA_PARSE_LONG_PREFIX_LIST):
                .longPrefixList(
                    maximum: limits.maximumListedPrefixes, maximumBytes: limits.maximumPrefixBytes, line: line)
            case Int(ALDABA_PARSE_VERSION): .version
            case Int(ALDABA_PARSE_NO_MEMORY): .noMemory
            default: .notWellFormed(message, line: line)
            }
    }
}
