/// How large a document may be before the parser refuses it, and whether it may hold comments.
///
/// The parser checks them while it reads, before it builds what they bound.
public struct XMLLimits: Hashable, Sendable {
    /// Bytes of the whole document; checked before anything else.
    public var maximumBytes: Int

    /// Elements nested in one another, the root counted. libxml2 bounds it by 256 in any case.
    public var maximumDepth: Int

    /// Elements of the whole document.
    public var maximumElements: Int

    /// Attributes of one element, and also namespace declarations of one element.
    public var maximumAttributesPerElement: Int

    /// Attributes of the whole document.
    public var maximumAttributes: Int

    /// Namespace declarations of the whole document.
    public var maximumNamespaces: Int

    /// Namespace declarations of one element and its ancestors together.
    public var maximumNamespacesInScope: Int

    /// Octets of a namespace's URI.
    public var maximumNamespaceBytes: Int

    /// Octets of the local name of an element or attribute.
    public var maximumNameBytes: Int

    /// Octets of a prefix, where it is declared and where a PrefixList has it.
    public var maximumPrefixBytes: Int

    /// Prefixes in one PrefixList of exclusive canonicalisation.
    ///
    /// The canonicaliser looks for each of them at each element.
    public var maximumListedPrefixes: Int

    /// Whether comments are passed over; otherwise they are refused. In no case do they enter the tree or cut a value.
    public var allowsComments: Bool

    /// For a SAML message: 256 KiB, 32 levels, no comments. The largest that anybody sends, a Scoping with 1,000 identity
    /// providers, stays below.
    public static let message = XMLLimits(
        maximumBytes: 262_144, maximumDepth: 32, maximumElements: 1_100, maximumAttributesPerElement: 64,
        maximumAttributes: 1_500, maximumNamespaces: 1_000, maximumNamespacesInScope: 64, maximumNamespaceBytes: 1_024,
        maximumNameBytes: 256, maximumPrefixBytes: 64, maximumListedPrefixes: 16, allowsComments: false)

    /// For one entity's metadata: 4 MiB, 48 levels. People write comments into it.
    public static let metadata = XMLLimits(
        maximumBytes: 4_194_304, maximumDepth: 48, maximumElements: 50_000, maximumAttributesPerElement: 128,
        maximumAttributes: 200_000, maximumNamespaces: 20_000, maximumNamespacesInScope: 256,
        maximumNamespaceBytes: 4_096, maximumNameBytes: 1_024, maximumPrefixBytes: 256, maximumListedPrefixes: 64,
        allowsComments: true)
}
