/// Encodes the wrapped text without the wrapper.
extension Exact: Encodable where Value: Encodable {
    /// Writes the text.
    public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension Exact: Decodable where Value: Decodable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws { self.init(wrappedValue: try Value(from: decoder)) }
}

extension KeyedEncodingContainer {
    /// Omits an absent text, as for a property without the wrapper.
    public mutating func encode(_ value: Exact<String?>, forKey key: Key) throws {
        try encodeIfPresent(value.wrappedValue, forKey: key)
    }
}

extension KeyedDecodingContainer {
    /// Reads a text that may be absent.
    public func decode(_ type: Exact<String?>.Type, forKey key: Key) throws -> Exact<String?> {
        Exact(wrappedValue: try decodeIfPresent(String.self, forKey: key))
    }
}
