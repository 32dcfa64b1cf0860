import CSodium
import Octets

/// The stored hash of a secret: a SHA-256, or an HMAC-SHA-256 under a purpose key.
///
/// Two hashes are compared in constant time.
package struct SecretHash: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]

    /// Reads a stored hash. Nil unless it has 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == SecretHash.length else { return nil }
        self.bytes = bytes
    }

    init(computed bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Returns the SHA-256 of a value that cannot be guessed. For a value that can, use `PurposeKey.hash(_:_:)`.
    package static func sha256(of message: [UInt8]) -> SecretHash {
        Sodium.ready
        var digest = [UInt8](repeating: 0, count: length)
        crypto_hash_sha256(&digest, message, UInt64(message.count))
        return SecretHash(computed: digest)
    }

    /// Reads the form of `text`. Nil for every other form.
    package init?(_ text: String) {
        guard let bytes = Base64URL.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// 43 characters of base64url, for example for the token of a form.
    package var text: String { Base64URL.encode(bytes) }

    /// 64 lowercase hexadecimal digits.
    package var hexadecimal: String { Hexadecimal.lowercase(bytes) }

    package static func == (left: SecretHash, right: SecretHash) -> Bool {
        ConstantTime.equal(left.bytes, right.bytes)
    }

    static let length = 32
}
