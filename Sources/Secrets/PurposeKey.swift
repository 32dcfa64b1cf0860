import CSodium

/// A key of 256 bits for a single purpose.
package struct PurposeKey: Sendable, Unprintable {
    let secret: SecretBytes

    /// Returns the HMAC-SHA-256 (RFC 2104) of the label and the parts.
    ///
    /// Each part is preceded by its length in eight bytes, so that different lists of parts give different messages.
    /// - Parameter label: The kind of the value. Hashes of different kinds never match.
    package func hash(_ label: StaticString, _ parts: [UInt8]...) -> SecretHash {
        hash(label, of: parts)
    }

    /// Returns the HMAC-SHA-256 of the label and the UTF-8 of the parts.
    package func hash(_ label: StaticString, _ parts: String...) -> SecretHash {
        hash(label, of: parts.map { Array($0.utf8) })
    }

    func hash(_ label: StaticString, of parts: [[UInt8]]) -> SecretHash {
        var message: [UInt8] = []
        for part in [Array(label.description.utf8)] + parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { message.append(contentsOf: $0) }
            message.append(contentsOf: part)
        }
        var digest = [UInt8](repeating: 0, count: SecretHash.length)
        _ = secret.withBytes { key in
            crypto_auth_hmacsha256(&digest, message, UInt64(message.count), key)
        }
        return SecretHash(computed: digest)
    }
}
