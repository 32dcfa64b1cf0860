import CSodium

/// The stored form of a password: algorithm, cost, salt and hash in one text.
///
/// Shape: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`.
package struct PasswordHash: Hashable, Sendable, Unprintable {
    package let text: String

    /// Reads a stored hash. Nil when it is not an Argon2id hash.
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

    /// Returns a hash that matches no password and takes as long to verify as a real one: salt and result are random.
    package static func dummy(cost: PasswordCost, random: RandomSource) -> PasswordHash {
        let variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING
        let salt = ConstantTimeBase64.encode(random.bytes(16), variant: variant)
        let result = ConstantTimeBase64.encode(random.bytes(32), variant: variant)
        return PasswordHash(computed: "$argon2id$v=19$m=\(cost.kibibytes),t=\(cost.passes),p=1$\(salt)$\(result)")
    }

    /// `crypto_pwhash_STRBYTES`, which includes the final NUL.
    static let maximumBytes = 128
}
