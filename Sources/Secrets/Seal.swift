import CSodium
import Octets

/// Keeps content secret and unchanged where others can read or write it: XChaCha20-Poly1305 with associated data.
///
/// The envelope of everything that the broker stores sealed:
///
/// | octets | what |
/// |---|---|
/// | 1 | the form of the envelope: 2 |
/// | 2 | the id of the key, the higher octet first |
/// | 24 | a random nonce |
/// | … | the ciphertext: one octet with the version of the content, and the content's fields |
/// | 16 | the tag |
///
/// The associated data are the first three octets, and name the kind of the content and its owner (a row, a login), so
/// content that was moved to another row does not open. Form 1, of the release with 15 migrations, has no key id, and its content no version.
/// - SeeAlso: draft-irtf-cfrg-xchacha §2.
package struct Seal: Sendable, Unprintable {
    private let activeID: KeyID
    private let active: SecretBytes
    private let secret: @Sendable (KeyID) -> SecretBytes?

    /// Seals under the broker's keys.
    package init(keys: KeyRing) {
        activeID = keys.activeID
        active = keys.sealing.secret
        secret = { keys.key(.sealing, id: $0)?.secret }
    }

    /// Seals under a key that only the holder of the handle can make again: the content opens to one browser.
    ///
    /// Takes the broker's key as well, so that neither the cookie nor the broker's key is enough alone.
    /// - Parameter handle: The secret of that browser's cookie, of which the database keeps only the hash.
    package init(handle: Handle, keys: KeyRing) {
        activeID = keys.activeID
        active = Self.derived(handle, keys.handles)
        secret = { id in keys.key(.handles, id: id).map { Self.derived(handle, $0) } }
    }

    /// - Parameter owner: The key of the row, or the name of the login, that the content belongs to.
    /// - Throws: what writing the content throws.
    package func close<Content: Sealable>(
        _ content: Content, of owner: String, random: RandomSource
    ) throws -> [UInt8] {
        var fields = FieldWriter()
        fields.append(octet: Content.sealVersion)
        try content.write(to: &fields)
        let nonce = random.bytes(Self.nonceLength)
        precondition(nonce.count == Self.nonceLength, "the random source must give as many octets as asked for")
        let plain = fields.octets
        let header = [Self.form, UInt8(activeID.rawValue >> 8), UInt8(activeID.rawValue & 0xFF)]
        let place = header + Self.place(Content.sealKind, owner)
        let beginning = header + nonce
        return [UInt8](unsafeUninitializedCapacity: beginning.count + plain.count + Self.tagLength) { octets, count in
            _ = octets.initialize(from: beginning)
            _ = active.withBytes { key in
                crypto_aead_xchacha20poly1305_ietf_encrypt(
                    octets.baseAddress! + beginning.count, nil, plain, UInt64(plain.count), place, UInt64(place.count),
                    nil,
                    nonce, key)
            }
            count = beginning.count + plain.count + Self.tagLength
        }
    }

    /// - Throws: `SealError`; for content of form 1 what reading it throws.
    package func open<Content: Sealable>(
        _ sealed: [UInt8], as type: Content.Type = Content.self, of owner: String
    ) throws -> Content {
        let place = Self.place(Content.sealKind, owner)
        switch sealed.first {
        case Self.form:
            guard sealed.count >= 3 else { throw SealError.unopenable }
            let id = KeyID(rawValue: UInt16(sealed[1]) << 8 | UInt16(sealed[2]))
            guard let key = id == activeID ? active : secret(id) else { throw SealError.unknownKey(id) }
            return try Self.content(Self.decrypt(sealed, after: 3, key, Array(sealed[..<3]) + place))
        case Self.release15:
            return try Content(release15: try Self.decrypt(sealed, after: 1, active, place))
        case let form?: throw SealError.newer("envelope", version: form, known: Self.form)
        case nil: throw SealError.unopenable
        }
    }

    /// Whether the octets have the form that the release with 15 migrations wrote.
    package static func isOfRelease15(_ sealed: [UInt8]) -> Bool { sealed.first == release15 }

    private static func content<Content: Sealable>(_ plain: [UInt8]) throws -> Content {
        guard let version = plain.first else { throw SealError.malformed(.truncated) }
        guard version >= 1 else { throw SealError.malformed(.malformed("a version")) }
        guard version <= Content.sealVersion else {
            throw SealError.newer(Content.sealKind, version: version, known: Content.sealVersion)
        }
        var fields = FieldReader(plain, from: 1, version: version)
        do {
            let content = try Content(from: &fields)
            try fields.finish()
            return content
        } catch let error as FieldError {
            throw SealError.malformed(error)
        }
    }

    private static func decrypt(
        _ sealed: [UInt8], after header: Int, _ secret: SecretBytes, _ place: [UInt8]
    ) throws(SealError) -> [UInt8] {
        let length = sealed.count - header - nonceLength - tagLength
        guard length >= 0 else { throw .unopenable }
        var isOpen = false
        let plain = [UInt8](unsafeUninitializedCapacity: length) { octets, count in
            sealed.withUnsafeBufferPointer { sealed in
                let nonce = sealed.baseAddress! + header
                let status = secret.withBytes { key in
                    crypto_aead_xchacha20poly1305_ietf_decrypt(
                        octets.baseAddress, nil, nil, nonce + nonceLength, UInt64(length + tagLength), place,
                        UInt64(place.count), nonce, key)
                }
                isOpen = status == 0
                count = isOpen ? length : 0
            }
        }
        guard isOpen else { throw .unopenable }
        return plain
    }

    private static func place(_ kind: String, _ owner: String) -> [UInt8] {
        owner.isEmpty ? Array(kind.utf8) : Array(kind.utf8) + [UInt8(ascii: " ")] + Array(owner.utf8)
    }

    private static func derived(_ handle: Handle, _ key: PurposeKey) -> SecretBytes {
        SecretBytes(derived: key.hash("seal of a handle", handle.bytes).bytes)
    }

    private static let form: UInt8 = 2
    private static let release15: UInt8 = 1
    private static let nonceLength = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagLength = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
}
