/// A set of attributes that a service asks for under one number.
/// - SeeAlso: Metadata §2.4.4.1.
public struct AttributeConsumingService: Hashable, Sendable, Codable {
    /// The number by which a request names the set; nil when metadata left it out.
    public let index: UInt16?
    /// Whether it is the default; nil when not said.
    public let isDefault: Bool?
    /// What the set is for, by language.
    public let names: [LocalizedText]
    /// More about it, by language.
    public let descriptions: [LocalizedText]
    /// The attributes.
    public let requestedAttributes: [RequestedAttribute]

    /// Makes a set.
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
