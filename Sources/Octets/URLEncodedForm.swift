/// The encoding of forms and queries, application/x-www-form-urlencoded.
///
/// - SeeAlso: WHATWG URL Standard §5; RFC 3986 §2.1.
package enum URLEncodedForm {
    /// A name and a value, undecoded. The value is nil when there is no `=`.
    package typealias Pair = (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>?)

    /// Splits a form or query at each `&`, and each pair at its first `=`. Empty pairs are omitted.
    package static func pairs(of octets: [UInt8]) -> [Pair] {
        octets.split(separator: UInt8(ascii: "&")).map { pair in
            guard let end = pair.firstIndex(of: UInt8(ascii: "=")) else { return (pair, nil) }
            return (pair[..<end], pair[(end + 1)...])
        }
    }

    /// Decodes a name or a value: `+` is a space, `%` and two hexadecimal digits are an octet. Any other octet is
    /// itself. Nil when `%` has no two digits. The result may be text in another encoding than UTF-8, or contain NUL.
    package static func decode(_ encoded: ArraySlice<UInt8>) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(encoded.count)
        var index = encoded.startIndex
        while index < encoded.endIndex {
            let octet = encoded[index]
            index += 1
            switch octet {
            case UInt8(ascii: "+"):
                octets.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard encoded.endIndex - index >= 2, let high = Hexadecimal.value(ofDigit: encoded[index]),
                    let low = Hexadecimal.value(ofDigit: encoded[index + 1])
                else { return nil }
                octets.append(high << 4 | low)
                index += 2
            default:
                octets.append(octet)
            }
        }
        return octets
    }

    /// Encodes a text as a name or a value: all characters except letters, digits, `-`, `.`, `_` and `~`, as `%` and
    /// two upper-case digits for each octet of UTF-8.
    package static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        for octet in text.utf8 {
            if isUnreserved(octet) {
                encoded.append(octet)
            } else {
                encoded.append(UInt8(ascii: "%"))
                Hexadecimal.append(uppercase: octet, to: &encoded)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// - SeeAlso: RFC 3986 §2.3.
    private static func isUnreserved(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
