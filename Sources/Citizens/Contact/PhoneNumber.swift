import Secrets

/// The number of a mobile phone that receives codes, in E.164.
///
/// Shape: `+`, then 7 to 15 digits. The first digit is not 0.
package struct PhoneNumber: Hashable, Sendable, Unprintable {
    package let text: String

    /// Reads `600123456`, `34600123456`, `0034600123456`, `+34 600 123 456`, or a foreign number with its country code,
    /// with or without `+` or `00`. Nine digits are a Spanish number.
    package init(_ typed: String) throws(PhoneNumberError) {
        if PhoneNumber.isSpanishMobile(e164: typed) {
            text = typed
            return
        }
        guard typed.utf8.count <= 64 else { throw .shape }
        var characters = typed.unicodeScalars.filter { !PhoneNumber.separators.contains($0) }.map { $0 }
        guard !characters.isEmpty else { throw .empty }
        var hasPrefix = false
        if characters.first == "+" {
            characters.removeFirst()
            hasPrefix = true
        } else if characters.starts(with: ["0", "0"]) {
            characters.removeFirst(2)
            hasPrefix = true
        }
        guard characters.allSatisfy({ ("0"..."9").contains($0) }), let first = characters.first, first != "0" else {
            throw .shape
        }
        let digits = String(String.UnicodeScalarView(characters))
        if !hasPrefix, digits.count == 9 {
            text = "+34" + (try PhoneNumber.spanishMobile(digits))
        } else if digits.hasPrefix("34") {
            text = "+34" + (try PhoneNumber.spanishMobile(digits.dropFirst(2)))
        } else {
            // Without `+` or `00`, a shorter number is more likely the national number of some country.
            guard ((hasPrefix ? 7 : 10)...15).contains(digits.count) else { throw .shape }
            text = "+" + digits
        }
    }

    /// Whether the country code is not Spain's. Then the delivery of codes depends on a foreign operator.
    package var isForeign: Bool { !text.hasPrefix("+34") }

    /// The last three digits, to show to the person.
    package var masked: String { "••••••\(text.suffix(3))" }

    /// Whether a text is a Spanish mobile number in E.164, as most rows of the register have it.
    private static func isSpanishMobile(e164 text: String) -> Bool {
        let octets = text.utf8
        guard octets.count == 12, text.hasPrefix("+346") || text.hasPrefix("+347") else { return false }
        return octets.dropFirst().allSatisfy(\.isASCIIDigit)
    }

    private static let separators: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", "\u{A0}", ".", "-", "(", ")"]

    /// Nine digits that begin with 6 or 7. Numbers that begin with 8 or 9 are fixed lines, which receive no SMS.
    private static func spanishMobile<Digits: StringProtocol>(
        _ digits: Digits
    ) throws(PhoneNumberError) -> Digits {
        guard digits.count == 9 else { throw .shape }
        switch digits.first {
        case "6", "7": return digits
        case "8", "9": throw .fixedLine
        default: throw .shape
        }
    }
}

/// The reason why a text is not the number of a mobile phone.
package enum PhoneNumberError: Error, Hashable {
    case empty
    case shape
    /// A Spanish fixed line.
    case fixedLine
}

extension PhoneNumber: TextCoded {
    init(coded text: String) throws { try self.init(text) }
}
