import Secrets

/// An e-mail address. Only its syntax is checked.
///
/// Shape: 1 to 64 printable ASCII characters without quotes, brackets and separators; `@`; a domain of at least two
/// labels, in small letters. At most 254 characters (RFC 5321 §4.5.3.1).
package struct EmailAddress: Hashable, Sendable, Unprintable {
    package let text: String

    /// Reads an address. Ignores spaces around it. Nil when its syntax is wrong.
    package init?(_ typed: String) {
        let text = typed.trimmed
        guard text.utf8.count <= 254, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, EmailAddress.isLocalPart(parts[0]), EmailAddress.isDomain(parts[1]) else { return nil }
        self.text = "\(parts[0])@\(parts[1].lowercased())"
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count) && !text.utf8.contains(where: "\"(),:;<>[]\\".utf8.contains)
            && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2 && !text.utf8.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { $0.isASCIIDigit || $0.capitalised.isCapital || $0 == UInt8(ascii: "-") }
            }
    }
}
