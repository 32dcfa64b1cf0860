import CSodium

/// The keys of a broker, by purpose and by id.
///
/// A master secret has an id, and one key for each purpose; no key reveals another one. What is sealed names the id, so
/// that it can be opened when another master secret has taken over. A ring has one master secret at present.
///
/// Each key is `crypto_kdf_derive_from_key` (BLAKE2b with the purpose's number and the context `AldabaK1`) of the master
/// secret. The numbers are part of what is stored: never change or reuse one.
package struct KeyRing: Sendable {
    /// Hashes of codes that people type: PIN, one-time code, activation code.
    package let codes: PurposeKey
    /// For the pseudonyms of persons in logs.
    package let pseudonyms: PurposeKey
    /// For values that are sealed at rest.
    package let sealing: PurposeKey
    /// For the tokens in forms that prevent cross-site request forgery.
    package let forms: PurposeKey
    /// For values that belong to a handle and that only the broker can compute.
    package let handles: PurposeKey
    /// For the persistent identifiers by which services know a person.
    package let identifiers: PurposeKey
    /// For the cookies of known browsers: those in which a person has signed in before.
    package let browsers: PurposeKey
    /// The id of the master secret that seals and hashes now.
    package let activeID = KeyID.first

    /// A value by which a database recognises the master secret. It reveals nothing about the secret.
    package let checkValue: SecretHash

    /// Reads the content of the file that holds the master secret.
    ///
    /// - Parameter masterText: 32 bytes in base64 with padding. White space around it is ignored.
    package init(masterText: String) throws(MasterSecretError) {
        let parts = masterText.split(whereSeparator: \.isWhitespace)
        guard let text = parts.first else { throw .empty }
        guard parts.count == 1,
            var master = ConstantTimeBase64.decode(String(text), variant: sodium_base64_VARIANT_ORIGINAL)
        else { throw .notBase64 }
        defer { sodium_memzero(&master, master.count) }
        guard master.count == KeyRing.length else {
            throw .length(expectedBytes: KeyRing.length, receivedBytes: master.count)
        }
        guard Set(master).count > 1 else { throw .constant }
        codes = KeyRing.derive(1, from: master)
        pseudonyms = KeyRing.derive(2, from: master)
        sealing = KeyRing.derive(3, from: master)
        forms = KeyRing.derive(4, from: master)
        handles = KeyRing.derive(5, from: master)
        identifiers = KeyRing.derive(6, from: master)
        browsers = KeyRing.derive(8, from: master)
        checkValue = KeyRing.derive(7, from: master).hash("check value", "")
    }

    /// The key of a purpose under the master secret of that id; nil when the ring does not have it.
    func key(_ purpose: KeyPurpose, id: KeyID) -> PurposeKey? {
        guard id == activeID else { return nil }
        switch purpose {
        case .sealing: return sealing
        case .handles: return handles
        }
    }

    /// Returns a new master secret as the content of its file: one line of base64.
    package static func newMasterText(random: RandomSource) -> String {
        var master = random.bytes(length)
        defer { sodium_memzero(&master, master.count) }
        return ConstantTimeBase64.encode(master, variant: sodium_base64_VARIANT_ORIGINAL) + "\n"
    }

    /// Returns the pseudonym that a log shows instead of a national identifier, a telephone number or an address.
    ///
    /// 16 hexadecimal digits, the same for the same text. Without the key they reveal nothing.
    package func pseudonym(of text: String) -> String {
        String(pseudonyms.hash("pseudonym", text).hexadecimal.prefix(16))
    }

    private static let length = Int(crypto_kdf_KEYBYTES)

    private static func derive(_ number: UInt64, from master: [UInt8]) -> PurposeKey {
        let context = "AldabaK1".utf8.map(CChar.init(bitPattern:))
        return PurposeKey(
            secret: SecretBytes(count: length) { memory in
                _ = crypto_kdf_derive_from_key(memory, length, number, context, master)
            })
    }
}

/// The reason why the master secret was rejected. It contains no part of the file.
package enum MasterSecretError: Error, Hashable {
    case empty
    case notBase64
    case length(expectedBytes: Int, receivedBytes: Int)
    /// All bytes are equal: the file was filled by hand.
    case constant
}
