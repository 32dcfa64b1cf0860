import Secrets

/// A mobile phone that receives codes, in E.164.
///
/// Shape: `+`, then 7 to 15 digits of which the first is not 0.
package struct PhoneNumber: Hashable, Sendable, Unprintable {
    package let text: String

    /// Reads `600123456`, `34600123456`, `0034600123456`, `+34 600 123 456`; a foreign number with its country's
    /// prefix, with or without `+` or `00`. Nine digits are Spanish.
    package init(_ typed: String) throws(PhoneNumberError) {
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
            // Without a mark, shorter numbers are a national number somewhere, more likely than a foreign one.
            guard ((hasPrefix ? 7 : 10)...15).contains(digits.count) else { throw .shape }
            text = "+" + digits
        }
    }

    /// Not a Spanish number: whether codes arrive depends on a foreign operator.
    package var isForeign: Bool { !text.hasPrefix("+34") }

    /// For the person's own eyes: the last three digits.
    package var masked: String { "••••••\(text.suffix(3))" }

    private static let separators: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", "\u{A0}", ".", "-", "(", ")"]

    /// Nine digits that begin with 6 or 7. Those with 8 or 9 are fixed lines, which receive no SMS.
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

/// Why a text is no phone for codes.
package enum PhoneNumberError: Error, Hashable {
    case empty
    case shape
    /// A Spanish fixed line.
    case fixedLine
}

extension PhoneNumber: TextCoded {
    init(coded text: String) throws { try self.init(text) }
}
