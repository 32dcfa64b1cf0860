/// How large a document may be before the parser gives up on it, and whether it may hold comments.
public struct XMLLimits: Hashable, Sendable {
    /// Bytes of the whole document; checked before anything else.
    public let maximumBytes: Int

    /// Elements nested in one another, the root counted.
    public let maximumDepth: Int

    /// Elements of the whole document.
    public let maximumElements: Int

    /// Attributes of one element, and also namespace declarations of one element.
    public let maximumAttributesPerElement: Int

    /// Namespace declarations of the whole document.
    public let maximumNamespaces: Int

    /// Whether comments are passed over; otherwise they are refused. In no case do they enter the tree or cut a value.
    public let allowsComments: Bool

    /// Limits of one's own. Depth is bounded by libxml2's 256 in any case.
    public init(
        maximumBytes: Int, maximumDepth: Int, maximumElements: Int, maximumAttributesPerElement: Int,
        maximumNamespaces: Int, allowsComments: Bool
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = min(maximumDepth, 200)
        self.maximumElements = maximumElements
        self.maximumAttributesPerElement = maximumAttributesPerElement
        self.maximumNamespaces = maximumNamespaces
        self.allowsComments = allowsComments
    }

    /// For a SAML message: 256 KiB, 32 levels, no comments.
    public static let message = XMLLimits(
        maximumBytes: 262_144, maximumDepth: 32, maximumElements: 4_000, maximumAttributesPerElement: 32,
        maximumNamespaces: 1_000, allowsComments: false)

    /// For one entity's metadata: 4 MiB, 48 levels. People write comments into it.
    public static let metadata = XMLLimits(
        maximumBytes: 4_194_304, maximumDepth: 48, maximumElements: 50_000, maximumAttributesPerElement: 64,
        maximumNamespaces: 20_000, allowsComments: true)
}
