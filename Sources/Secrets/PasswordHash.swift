import CSodium

/// What the database keeps of a password: algorithm, cost, salt and hash in one text.
///
/// Shape: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`.
package struct PasswordHash: Hashable, Sendable, Unprintable {
    package let text: String

    /// Reads a stored hash; nil when it is not Argon2id's.
    package init?(_ text: String) {
        guard text.hasPrefix("$argon2id$v=19$"), text.utf8.count < PasswordHash.maximumBytes else { return nil }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), text.split(separator: "$").count == 5 else {
            return nil
        }
        self.text = text
    }

    init(computed text: String) {
        self.text = text
    }

    /// A hash that no password has, and that costs as much to verify as one at that cost: salt and result are random.
    package static func dummy(cost: PasswordCost, random: RandomSource) -> PasswordHash {
        let variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING
        let salt = Base64.encode(random.bytes(16), variant: variant)
        let result = Base64.encode(random.bytes(32), variant: variant)
        return PasswordHash(computed: "$argon2id$v=19$m=\(cost.kibibytes),t=\(cost.passes),p=1$\(salt)$\(result)")
    }

    /// `crypto_pwhash_STRBYTES`, which counts the final NUL.
    static let maximumBytes = 128
}
