import XMLSecurity

extension Base64 {
    /// The octets of a message or a signature: line breaks may stand anywhere, no other white space. A space there was a
    /// `+` that somebody decoded twice.
    static func decodeMessage(_ text: [UInt8]) -> [UInt8]? {
        text.contains { $0 == 0x20 || $0 == 0x09 } ? nil : decode(text)
    }

    /// One line of text, padded.
    static func text(_ octets: [UInt8]) -> String {
        String(decoding: encode(octets), as: UTF8.self)
    }
}
