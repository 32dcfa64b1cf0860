import CXMLSec
public import Foundation
import XML

extension SigningKey {
    /// The kind of key to generate.
    public enum Generation: Hashable, Sendable {
        /// RSA with `bits` bits, at least 2048.
        case rsa(bits: Int)
        /// The curve P-256.
        case p256
    }

    /// Generates a private key (PKCS#8) and a self-signed certificate, both in PEM.
    ///
    /// - Throws: `tooShort(bits:)`; `cannotGenerate`, also when the common name is empty or longer than 64 characters.
    public static func generate(
        _ kind: Generation, commonName: String, validFrom: Date, days: Int
    ) throws(KeyError) -> (privateKeyPEM: String, certificatePEM: String) {
        guard XMLLibrary.isReady else { throw .libraryUnavailable }
        let made: OpaquePointer?
        switch kind {
        case .rsa(let bits) where bits < 2048: throw .tooShort(bits: bits)
        case .rsa(let bits): made = aldaba_key_generate(Int32(ALDABA_KEY_RSA), Int32(clamping: bits))
        case .p256: made = aldaba_key_generate(Int32(ALDABA_KEY_EC), 256)
        }
        guard let made else { throw .cannotGenerate }
        let handle = try KeyHandle(adopting: made)
        let start = Int64(validFrom.timeIntervalSince1970.rounded(.down))
        let end = start + Int64(days) * 86_400
        let (key, certificate) = handle.withPointer { pointer in
            (aldaba_key_private_pem(pointer), aldaba_key_self_signed_pem(pointer, commonName, start, end))
        }
        let keyOctets = [UInt8](taking: key)
        guard let keyOctets, let certificateOctets = [UInt8](taking: certificate) else { throw .cannotGenerate }
        return (String(decoding: keyOctets, as: UTF8.self), String(decoding: certificateOctets, as: UTF8.self))
    }
}
