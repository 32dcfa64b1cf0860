/// Where a service takes the answer to its request.
/// - SeeAlso: Metadata §2.2.3, §2.4.4.
public struct AssertionConsumerService: Hashable, Sendable, Codable {
    /// How.
    public let binding: Binding
    /// Where: an absolute http or https address, compared as an exact string.
    @Exact public private(set) var location: String
    /// The number by which a request names it; nil when metadata left it out.
    public let index: UInt16?
    /// Whether it is the default; nil when not said, which is not the same as no.
    public let isDefault: Bool?

    /// Names an endpoint.
    public init(binding: Binding = .httpPOST, location: String, index: UInt16?, isDefault: Bool? = nil) {
        self.binding = binding
        self.location = location
        self.index = index
        self.isDefault = isDefault
    }
}

/// The choice of a default among things with an index.
enum IndexedDefault {
    /// Metadata §2.2.3: the first that says it is the default, else the first that does not say it is not, else the
    /// first.
    static func choose<Item>(among items: [Item], isDefault: (Item) -> Bool?) -> Item? {
        items.first { isDefault($0) == true } ?? items.first { isDefault($0) == nil } ?? items.first
    }
}
