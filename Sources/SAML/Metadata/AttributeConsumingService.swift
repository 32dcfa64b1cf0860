/// A set of attributes that a service requests, with an index.
/// - SeeAlso: Metadata §2.4.4.1.
public struct AttributeConsumingService: Hashable, Sendable, Codable {
    /// The index by which a request refers to the set; nil when absent.
    public let index: UInt16?
    /// Whether this is the default set; nil when absent.
    public let isDefault: Bool?
    /// The name of the service that the set is for, by language.
    public let names: [LocalizedText]
    /// The description of that service, by language.
    public let descriptions: [LocalizedText]
    /// The requested attributes.
    public let requestedAttributes: [RequestedAttribute]

    /// Creates a set.
    public init(
        index: UInt16?, isDefault: Bool? = nil, names: [LocalizedText], descriptions: [LocalizedText] = [],
        requestedAttributes: [RequestedAttribute]
    ) {
        self.index = index
        self.isDefault = isDefault
        self.names = names
        self.descriptions = descriptions
        self.requestedAttributes = requestedAttributes
    }
}
