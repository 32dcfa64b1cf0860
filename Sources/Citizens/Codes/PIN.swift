package import Secrets

/// The characters that the system makes and sends to the phone; eight digits by default.
package struct PIN: Hashable, Sendable, Unprintable {
    package let text: String

    package init(dice: Dice, format: PINFormat = .standard) {
        text = dice.text(of: format.length, from: format.symbols.alphabet)
    }
}
