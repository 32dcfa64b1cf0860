package import Secrets

/// The three characters that the system makes and sends to the phone: A–Z and 2–7, 15 bits.
package struct PIN: Hashable, Sendable, Unprintable {
    package let text: String

    package static let length = 3

    package init(dice: Dice) {
        text = dice.text(of: PIN.length, from: .base32)
    }
}
