/// A wrapped text is stored as the text alone.
extension Exact: Encodable where Value: Encodable {
    /// Writes the text.
    public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension Exact: Decodable where Value: Decodable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws { self.init(wrappedValue: try Value(from: decoder)) }
}

extension KeyedEncodingContainer {
    /// Leaves out a text that is absent, as for a property without the wrapper.
    public mutating func encode(_ value: Exact<String?>, forKey key: Key) throws {
        try encodeIfPresent(value.wrappedValue, forKey: key)
    }
}

extension KeyedDecodingContainer {
    /// Reads a text that may have been left out.
    public func decode(_ type: Exact<String?>.Type, forKey key: Key) throws -> Exact<String?> {
        Exact(wrappedValue: try decodeIfPresent(String.self, forKey: key))
    }
}
