/// Base64 with padding, from octets to octets.
///
/// It looks octets up in tables, so its memory accesses depend on the data. Secrets have a codec of their own: see
/// `Base64URL` in the target Secrets.
/// - SeeAlso: RFC 4648 §4; XML Schema Part 2 §3.2.16.
package enum Base64 {
    /// The white space that a decoder ignores.
    package enum WhiteSpace: Sendable {
        /// Space, tab, CR and LF, as `xs:base64Binary` allows.
        case xml
        /// CR and LF. In a form or query, a space is a `+` that was decoded twice.
        case lineBreaks
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let pad = UInt8(ascii: "=")

    /// 0–63 for the alphabet, 64 for a line break, 65 for a space or tab, 66 for the padding, 255 for all other octets.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, octet) in alphabet.enumerated() { values[Int(octet)] = UInt8(value) }
        for octet in [0x0A, 0x0D] { values[octet] = 64 }
        for octet in [0x09, 0x20] { values[octet] = 65 }
        values[Int(pad)] = 66
        return values
    }()

    /// Encodes octets as one padded line.
    package static func encode(_ octets: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((octets.count + 2) / 3 * 4)
        append(octets, to: &output)
        return output
    }

    /// Encodes octets as one padded line of text.
    package static func text(_ octets: [UInt8]) -> String {
        String(decoding: encode(octets), as: UTF8.self)
    }

    /// Appends octets encoded as one padded line.
    package static func append(_ octets: [UInt8], to output: inout [UInt8]) {
        var index = 0
        while index < octets.count {
            let first = octets[index]
            let second = index + 1 < octets.count ? octets[index + 1] : 0
            let third = index + 2 < octets.count ? octets[index + 2] : 0
            output.append(alphabet[Int(first >> 2)])
            output.append(alphabet[Int(first & 3) << 4 | Int(second >> 4)])
            output.append(index + 1 < octets.count ? alphabet[Int(second & 15) << 2 | Int(third >> 6)] : pad)
            output.append(index + 2 < octets.count ? alphabet[Int(third & 63)] : pad)
            index += 3
        }
    }

    /// Decodes the text that `encode` writes. Nil for any other text: without padding, with white space, or with
    /// unused bits that are not zero.
    package static func decodeCanonical(_ text: [UInt8]) -> [UInt8]? {
        guard let octets = decode(text), encode(octets) == text else { return nil }
        return octets
    }

    /// Decodes padded Base64 with white space anywhere. Nil for any other text. The unused bits of the last digit may
    /// have any value.
    package static func decode(_ text: some Sequence<UInt8>, ignoring space: WhiteSpace = .xml) -> [UInt8]? {
        decode(Array(text), ignoring: space)
    }

    /// Decodes an array. This overload is compiled once, not for each sequence type that another target passes.
    package static func decode(_ text: [UInt8], ignoring space: WhiteSpace = .xml) -> [UInt8]? {
        let lastIgnored: UInt8 = space == .xml ? 65 : 64
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var digits = 0
        var padding = 0
        for octet in text {
            let value = values[Int(octet)]
            if value >= 64 {
                guard value == 66 || value <= lastIgnored else { return nil }
                if value == 66 { padding += 1 }
                continue
            }
            guard padding == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            digits += 1
            if digits & 3 == 0 {
                output.append(UInt8(truncatingIfNeeded: bits >> 16))
                output.append(UInt8(truncatingIfNeeded: bits >> 8))
                output.append(UInt8(truncatingIfNeeded: bits))
            }
        }
        switch (digits & 3, padding) {
        case (0, 0): return output
        case (2, 2): output.append(UInt8(truncatingIfNeeded: bits >> 4))
        case (3, 1):
            output.append(UInt8(truncatingIfNeeded: bits >> 10))
            output.append(UInt8(truncatingIfNeeded: bits >> 2))
        default: return nil
        }
        return output
    }
}
