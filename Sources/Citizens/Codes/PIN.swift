package import Secrets

/// The characters that the system makes and sends to the phone; eight digits by default.
package struct PIN: Hashable, Sendable, Unprintable {
    package let text: String

    package init(random: RandomSource, format: PINFormat = .standard) {
        text = random.text(of: format.length, from: format.symbols.alphabet)
    }
}
