import Foundation
package import Secrets

/// The length and the characters of a PIN.
package struct PINFormat: Hashable, Sendable {
    package let length: Int
    package let symbols: Symbols

    /// The characters of a PIN.
    package enum Symbols: String, Hashable, Sendable, CaseIterable {
        /// 0–9. Telephones show the numeric keyboard, and no two digits look alike.
        case digits
        /// A–Z and 2–7 (RFC 4648 §6).
        case letters

        package var alphabet: Alphabet {
            switch self {
            case .digits: .decimal
            case .letters: .base32
            }
        }
    }

    package init(length: Int, symbols: Symbols) {
        precondition(PINFormat.lengths.contains(length), "a PIN has 3 to 12 characters")
        self.length = length
        self.symbols = symbols
    }

    /// The lengths that the configuration accepts.
    package static let lengths = 3...12

    /// Eight digits, like the code that reinforces a password.
    package static let standard = PINFormat(length: 8, symbols: .digits)

    /// The number of possible PINs.
    package var count: Double { pow(Double(symbols.alphabet.characters.count), Double(length)) }

    /// The entropy of a PIN in bits.
    package var bits: Double { log2(count) }

    /// The minimum entropy of an out-of-band secret, in bits.
    ///
    /// - SeeAlso: NIST SP 800-63B §5.1.3.2.
    package static let requiredBits = 20.0
}
