import CSodium

/// A key of 256 bits that serves one purpose and no other.
package struct PurposeKey: Sendable, Unprintable {
    let secret: SecretBytes

    /// HMAC-SHA-256 (RFC 2104) over the label and the parts, each preceded by its length in eight bytes, so that no two
    /// lists of parts give the same message.
    ///
    /// - Parameter label: Which kind of value is hashed; one kind's hash never matches another's.
    package func hash(_ label: StaticString, _ parts: [UInt8]...) -> SecretHash {
        hash(label, of: parts)
    }

    /// The same over the UTF-8 of texts.
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
