import XMLSecurity

extension Base64 {
    /// Decodes a message or a signature; nil for other white space than line breaks, because a space there is a `+`
    /// that was decoded twice.
    static func decodeMessage(_ text: [UInt8]) -> [UInt8]? {
        text.contains { $0 == 0x20 || $0 == 0x09 } ? nil : decode(text)
    }

    /// Encodes octets as one padded line.
    static func text(_ octets: [UInt8]) -> String {
        String(decoding: encode(octets), as: UTF8.self)
    }
}
