package import Secrets

/// The second factor of the permanent key: eight digits by SMS.
package struct OneTimeCode: Sendable, Unprintable {
    /// Eight ASCII digits.
    package let text: String

    package static let length = 8
    /// The number of possible codes.
    package static let count = PINFormat(length: length, symbols: .digits).count

    package init(random: RandomSource) {
        text = random.digits(OneTimeCode.length)
    }

    /// Reads typed text. Ignores spaces and hyphens. Nil unless eight ASCII digits remain.
    package init?(_ typed: String) {
        guard let text = TypedCode.normalised(typed, length: OneTimeCode.length) else { return nil }
        guard text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        self.text = text
    }

    /// Returns the hash that is stored and compared. It is valid for this login and this document only.
    ///
    /// - Parameter login: The identifier of the login.
    package func hash(key: PurposeKey, login: String, document: NationalIdentifier) -> SecretHash {
        key.hash("one-time code", text, login, document.text)
    }
}
