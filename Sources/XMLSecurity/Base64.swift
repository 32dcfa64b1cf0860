/// Base64 as XML Signature and SAML's bindings use it.
///
/// - SeeAlso: RFC 4648 §4; XML Schema Part 2 §3.2.16.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// 0–63 for the alphabet, 64 for XML's white space, 255 for all other octets.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, octet) in alphabet.enumerated() { values[Int(octet)] = UInt8(value) }
        for octet in [0x09, 0x0A, 0x0D, 0x20] { values[octet] = 64 }
        return values
    }()

    /// Encodes octets as one padded line.
    package static func encode(_ octets: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((octets.count + 2) / 3 * 4)
        append(octets, to: &output)
        return output
    }

    /// Appends octets encoded as one padded line.
    static func append(_ octets: [UInt8], to output: inout [UInt8]) {
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

    /// Decodes padded Base64; nil for any other text. XML white space is allowed anywhere.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        decode(Array(text))
    }

    /// Decodes an array. This overload is compiled once, not for each sequence type that another target passes.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var digits = 0
        var padding = 0
        for octet in text {
            let value = values[Int(octet)]
            if value == 64 { continue }
            if octet == pad {
                padding += 1
                continue
            }
            guard value < 64, padding == 0 else { return nil }
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

    private static let pad = UInt8(ascii: "=")
}
