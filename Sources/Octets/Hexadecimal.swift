/// Hexadecimal digits, two for each octet.
///
/// - SeeAlso: RFC 4648 §8.
package enum Hexadecimal {
    private static let lowercaseDigits = Array("0123456789abcdef".utf8)
    private static let uppercaseDigits = Array("0123456789ABCDEF".utf8)

    /// Returns two lower-case digits for each octet.
    package static func lowercase(_ octets: [UInt8]) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(octets.count * 2)
        for octet in octets {
            digits.append(lowercaseDigits[Int(octet >> 4)])
            digits.append(lowercaseDigits[Int(octet & 15)])
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Returns two upper-case digits for each octet.
    ///
    /// - Parameter separator: the text between the octets.
    package static func uppercase(_ octets: [UInt8], separator: String = "") -> String {
        var digits: [UInt8] = []
        for (index, octet) in octets.enumerated() {
            if index > 0 { digits += separator.utf8 }
            append(uppercase: octet, to: &digits)
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Appends the two upper-case digits of an octet, in ASCII.
    package static func append(uppercase octet: UInt8, to digits: inout [UInt8]) {
        digits.append(uppercaseDigits[Int(octet >> 4)])
        digits.append(uppercaseDigits[Int(octet & 15)])
    }

    /// Returns the value of an ASCII digit in either case; nil for any other octet.
    @inlinable
    package static func value(ofDigit octet: UInt8) -> UInt8? {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): octet - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): octet - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): octet - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
