import Foundation
package import Secrets

/// How long a PIN is, and of which characters it is made.
package struct PINFormat: Hashable, Sendable {
    package let length: Int
    package let symbols: Symbols

    /// The characters of a PIN.
    package enum Symbols: String, Hashable, Sendable, CaseIterable {
        /// 0–9. A telephone shows its numeric keyboard, and no digit looks like another.
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

    /// The lengths that a configuration may choose.
    package static let lengths = 3...12

    /// Eight digits, as the code that reinforces a password has.
    package static let standard = PINFormat(length: 8, symbols: .digits)

    /// How many PINs there are.
    package var count: Double { pow(Double(symbols.alphabet.characters.count), Double(length)) }

    /// The entropy of a PIN in bits.
    package var bits: Double { log2(count) }

    /// The entropy that an out-of-band secret needs.
    ///
    /// - SeeAlso: NIST SP 800-63B §5.1.3.2.
    package static let requiredBits = 20.0
}
