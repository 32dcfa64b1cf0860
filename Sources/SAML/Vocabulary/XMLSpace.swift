extension Array<UInt8> {
    /// Returns the octets without XML white space (space, tab, line feed, carriage return) at both ends.
    func trimmingXMLSpace() -> ArraySlice<UInt8> {
        guard let start = firstIndex(where: { !$0.isXMLSpace }), let end = lastIndex(where: { !$0.isXMLSpace })
        else { return [] }
        return self[start...end]
    }
}

extension UInt8 {
    /// Whether the octet is XML white space. XML 1.0 §2.3.
    var isXMLSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension String {
    /// The text without XML white space at both ends, as a schema type that collapses white space reads it.
    package var trimmedXMLSpace: String {
        guard utf8.first?.isXMLSpace == true || utf8.last?.isXMLSpace == true else { return self }
        return String(decoding: Array(utf8).trimmingXMLSpace(), as: UTF8.self)
    }
}
