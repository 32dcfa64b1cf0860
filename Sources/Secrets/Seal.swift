import CSodium

/// Keeps bytes secret and unchanged where others can read or write them: XChaCha20-Poly1305 with associated data.
///
/// What it was closed `for` (which row, which login) must be said again to open it: a sealed value that was moved
/// elsewhere does not open. Form: one byte 1, a nonce of 24 random bytes, the ciphertext, a tag of 16 bytes.
/// - SeeAlso: draft-irtf-cfrg-xchacha §2.
package struct Seal: Sendable, Unprintable {
    private let secret: SecretBytes

    /// Under a key of the broker.
    package init(key: PurposeKey) {
        secret = key.secret
    }

    /// Under a key that only the holder of the handle can make again: what is sealed so opens to one browser.
    ///
    /// - Parameters:
    ///   - handle: The secret of that browser's cookie, of which the database keeps only the hash.
    ///   - key: `PurposeKeys.handles`, so that neither the cookie nor the broker's key is enough alone.
    package init(handle: Handle, key: PurposeKey) {
        let derived = key.hash("seal of a handle", handle.bytes)
        secret = SecretBytes(count: derived.bytes.count) { memory in
            memory.initialize(from: derived.bytes, count: derived.bytes.count)
        }
    }

    /// - Parameter place: What the sealed value belongs to, for example a table's name and a row's key.
    package func close(_ plain: [UInt8], for place: [UInt8], random: RandomSource) -> [UInt8] {
        let nonce = random.bytes(Seal.nonceLength)
        precondition(nonce.count == Seal.nonceLength, "the random must give as many bytes as asked for")
        var ciphertext = [UInt8](repeating: 0, count: plain.count + Seal.tagLength)
        _ = secret.withBytes { key in
            crypto_aead_xchacha20poly1305_ietf_encrypt(
                &ciphertext, nil, plain, UInt64(plain.count), place, UInt64(place.count), nil, nonce, key)
        }
        return [Seal.version] + nonce + ciphertext
    }

    /// - Throws: `SealError` when anything is not as it was closed. It does not say what.
    package func open(_ sealed: [UInt8], for place: [UInt8]) throws(SealError) -> [UInt8] {
        guard sealed.count >= 1 + Seal.nonceLength + Seal.tagLength, sealed[0] == Seal.version else {
            throw SealError()
        }
        let nonce = Array(sealed[1..<(1 + Seal.nonceLength)])
        let ciphertext = Array(sealed[(1 + Seal.nonceLength)...])
        var plain = [UInt8](repeating: 0, count: ciphertext.count - Seal.tagLength)
        let status = secret.withBytes { key in
            crypto_aead_xchacha20poly1305_ietf_decrypt(
                &plain, nil, nil, ciphertext, UInt64(ciphertext.count), place, UInt64(place.count), nonce, key)
        }
        guard status == 0 else { throw SealError() }
        return plain
    }

    private static let version: UInt8 = 1
    private static let nonceLength = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagLength = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
}

/// A sealed value that did not open: another key, another place, or changed bytes.
package struct SealError: Error, Hashable {}
