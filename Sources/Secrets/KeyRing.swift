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
    /// What stands for a person in logs.
    package let pseudonyms: PurposeKey
    /// Sealing at rest.
    package let sealing: PurposeKey
    /// Tokens of forms, against forged requests.
    package let forms: PurposeKey
    /// Values that belong to a handle and must not be computable without the broker.
    package let handles: PurposeKey
    /// What services know a person by for good.
    package let identifiers: PurposeKey
    /// The cookies of browsers in which people have signed in before.
    package let browsers: PurposeKey
    /// The id of the master secret that seals and hashes now.
    package let activeID = KeyID.first

    /// A value by which a database recognises the master secret. It reveals nothing about the secret.
    package let checkValue: SecretHash

    /// Reads the text of the file that holds the master secret.
    ///
    /// - Parameter masterText: 32 bytes in base64 with padding; white space around it is ignored.
    package init(masterText: String) throws(MasterSecretError) {
        let words = masterText.split(whereSeparator: \.isWhitespace)
        guard let text = words.first else { throw .empty }
        guard words.count == 1, var master = Base64.decode(String(text), variant: sodium_base64_VARIANT_ORIGINAL) else {
            throw .notBase64
        }
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

    /// A new master secret, as the text of the file that shall hold it: one line of base64.
    package static func newMasterText(random: RandomSource) -> String {
        var master = random.bytes(length)
        defer { sodium_memzero(&master, master.count) }
        return Base64.encode(master, variant: sodium_base64_VARIANT_ORIGINAL) + "\n"
    }

    /// What a log may show instead of a national identifier, phone or address: 16 hexadecimal digits, the same for the
    /// same text, which tell nothing without the key.
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

/// Why the text of the master secret's file was refused. Never carries any of it.
package enum MasterSecretError: Error, Hashable {
    case empty
    case notBase64
    case length(expectedBytes: Int, receivedBytes: Int)
    /// All bytes are the same: somebody filled the file by hand.
    case constant
}
