package import Secrets

/// What the citizen types to prove receipt of the PIN: the own code, then the PIN, seven characters together.
package struct AccessCode: Sendable, Unprintable {
    /// Capital letters and digits.
    package let text: String

    package static let length = OwnCode.length + PIN.length

    package init(ownCode: OwnCode, pin: PIN) {
        text = ownCode.text + pin.text
    }

    /// Reads what a person typed, in either case, spaces and hyphens aside; nil unless that leaves seven letters A–Z or digits, of
    /// which the last three can be a PIN. Such a slip need not count as an attempt.
    package init?(_ typed: String) {
        guard let text = TypedCode.normalised(typed, length: AccessCode.length) else { return nil }
        guard text.suffix(PIN.length).allSatisfy(Alphabet.base32.contains) else { return nil }
        self.text = text
    }

    /// What is stored and compared instead of the code: useless in another login and for another document.
    ///
    /// - Parameter login: The text of the login's identifier.
    package func hash(key: PurposeKey, login: String, document: NationalIdentifier) -> SecretHash {
        key.hash("access code", text, login, document.text)
    }
}
