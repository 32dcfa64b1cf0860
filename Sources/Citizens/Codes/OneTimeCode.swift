package import Secrets

/// The second factor of the permanent key: eight digits by SMS.
package struct OneTimeCode: Sendable, Unprintable {
    /// Eight ASCII digits.
    package let text: String

    package static let length = 8
    /// How many codes there are.
    package static let count = PINFormat(length: length, symbols: .digits).count

    package init(random: RandomSource) {
        text = random.digits(OneTimeCode.length)
    }

    /// Reads what a person typed, spaces and hyphens aside; nil unless that leaves eight ASCII digits.
    package init?(_ typed: String) {
        guard let text = TypedCode.normalised(typed, length: OneTimeCode.length) else { return nil }
        guard text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        self.text = text
    }

    /// What is stored and compared instead of the code: useless in another login and for another document.
    ///
    /// - Parameter login: The text of the login's identifier.
    package func hash(key: PurposeKey, login: String, document: NationalIdentifier) -> SecretHash {
        key.hash("one-time code", text, login, document.text)
    }
}
