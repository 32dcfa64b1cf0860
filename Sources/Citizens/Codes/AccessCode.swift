package import Secrets

/// The code that a citizen types to sign in with a PIN: the four characters of the own code, then the PIN from the SMS.
package struct AccessCode: Sendable, Unprintable {
    /// Capital letters and digits.
    package let text: String

    package init(ownCode: OwnCode, pin: PIN) {
        text = ownCode.text + pin.text
    }

    /// Reads typed text: the PIN alone, or the own code and the PIN. Ignores case, spaces and hyphens.
    ///
    /// The form shows the own code beside the field, so a PIN that the telephone fills in from the SMS is complete.
    /// - Parameter ownCode: The code that the person chose in this login.
    /// - Returns: nil when the text cannot be a PIN of that format. This does not count as an attempt.
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

    /// Returns the hash that is stored and compared. It is valid for this login and this document only.
    ///
    /// - Parameter login: The identifier of the login.
    package func hash(key: PurposeKey, login: String, document: NationalIdentifier) -> SecretHash {
        key.hash("access code", text, login, document.text)
    }
}
