/// An endpoint at which a service provider receives responses.
/// - SeeAlso: Metadata §2.2.3, §2.4.4.
public struct AssertionConsumerService: Hashable, Sendable, Codable {
    /// The binding of the responses.
    public let binding: Binding
    /// The URL: absolute http or https, compared as an exact string.
    @Exact public private(set) var location: String
    /// The index by which a request refers to the endpoint; nil when absent.
    public let index: UInt16?
    /// Whether this is the default endpoint. Nil when absent; `false` is a different value.
    public let isDefault: Bool?

    /// Creates an endpoint.
    public init(binding: Binding = .httpPOST, location: String, index: UInt16?, isDefault: Bool? = nil) {
        self.binding = binding
        self.location = location
        self.index = index
        self.isDefault = isDefault
    }
}

/// Chooses the default of indexed items.
enum IndexedDefault {
    /// Metadata §2.2.3: the first item with `isDefault` true, otherwise the first without `isDefault`, otherwise the
    /// first.
    static func choose<Item>(among items: [Item], isDefault: (Item) -> Bool?) -> Item? {
        items.first { isDefault($0) == true } ?? items.first { isDefault($0) == nil } ?? items.first
    }
}
