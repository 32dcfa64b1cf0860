package import Secrets

/// The random characters that are sent by SMS. Eight digits by default.
package struct PIN: Hashable, Sendable, Unprintable {
    package let text: String

    package init(random: RandomSource, format: PINFormat = .standard) {
        text = random.text(of: format.length, from: format.symbols.alphabet)
    }
}
