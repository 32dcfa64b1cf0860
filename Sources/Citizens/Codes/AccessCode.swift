package import Secrets

/// What a citizen types to sign in with a PIN: the four characters of their own, then the PIN of the message.
package struct AccessCode: Sendable, Unprintable {
    /// Capital letters and digits.
    package let text: String

    package init(ownCode: OwnCode, pin: PIN) {
        text = ownCode.text + pin.text
    }

    /// Reads what a person typed, in either case, spaces and hyphens aside: the PIN alone, or the own code and the PIN.
    ///
    /// The form shows the own code beside its field, so a PIN that the telephone fills in from the message is complete.
    /// - Parameter ownCode: The code that the person chose in this login.
    /// - Returns: nil unless what was typed can be a PIN of that format. Such a slip does not count as an attempt.
    package init?(_ typed: String, ownCode: OwnCode, format: PINFormat = .standard) {
        let isPIN = { (text: Substring) in text.allSatisfy(format.symbols.alphabet.contains) }
        if let pin = TypedCode.normalised(typed, length: format.length), isPIN(pin[...]) {
            text = ownCode.text + pin
        } else if let whole = TypedCode.normalised(typed, length: OwnCode.length + format.length),
            isPIN(whole.suffix(format.length))
        {
            text = whole
        } else {
            return nil
        }
    }

    /// What is stored and compared instead of the code: useless in another login and for another document.
    ///
    /// - Parameter login: The text of the login's identifier.
    package func hash(key: PurposeKey, login: String, document: NationalIdentifier) -> SecretHash {
        key.hash("access code", text, login, document.text)
    }
}
