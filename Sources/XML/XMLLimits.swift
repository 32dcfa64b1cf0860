/// The limits of a document that the parser accepts, and whether it may have comments.
///
/// The parser checks each limit while it reads, before it allocates what the limit bounds.
public struct XMLLimits: Hashable, Sendable {
    /// The length of the whole document in octets. Checked first.
    public var maximumBytes: Int

    /// The depth of nested elements, the root included. libxml2 limits it to 256 in any case.
    public var maximumDepth: Int

    /// The number of elements of the whole document.
    public var maximumElements: Int

    /// The number of attributes of one element, and also of its namespace declarations.
    public var maximumAttributesPerElement: Int

    /// The number of attributes of the whole document.
    public var maximumAttributes: Int

    /// The number of namespace declarations of the whole document.
    public var maximumNamespaces: Int

    /// The number of namespace declarations of one element and its ancestors together.
    public var maximumNamespacesInScope: Int

    /// The length of a namespace's URI, in octets.
    public var maximumNamespaceBytes: Int

    /// The length of the local name of an element or attribute, in octets.
    public var maximumNameBytes: Int

    /// The length of a prefix, in octets, in a declaration and in a PrefixList.
    public var maximumPrefixBytes: Int

    /// The number of prefixes in one PrefixList of exclusive canonicalisation.
    ///
    /// The canonicaliser looks for each prefix at each element.
    public var maximumListedPrefixes: Int

    /// Whether the parser skips comments; otherwise it refuses them. A comment never enters the tree and never cuts a
    /// value.
    public var allowsComments: Bool

    /// The limits of a SAML message: 256 KiB, 32 levels, no comments.
    ///
    /// The largest message seen in practice, a Scoping with 1,000 identity providers, is smaller.
    public static let message = XMLLimits(
        maximumBytes: 262_144, maximumDepth: 32, maximumElements: 1_100, maximumAttributesPerElement: 64,
        maximumAttributes: 1_500, maximumNamespaces: 1_000, maximumNamespacesInScope: 64, maximumNamespaceBytes: 1_024,
        maximumNameBytes: 256, maximumPrefixBytes: 64, maximumListedPrefixes: 16, allowsComments: false)

    /// The limits of one entity's metadata: 4 MiB, 48 levels, comments allowed.
    public static let metadata = XMLLimits(
        maximumBytes: 4_194_304, maximumDepth: 48, maximumElements: 50_000, maximumAttributesPerElement: 128,
        maximumAttributes: 200_000, maximumNamespaces: 20_000, maximumNamespacesInScope: 256,
        maximumNamespaceBytes: 4_096, maximumNameBytes: 1_024, maximumPrefixBytes: 256, maximumListedPrefixes: 64,
        allowsComments: true)
}
