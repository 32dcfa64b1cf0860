import CXMLSec
import XML

/// Signatures over plain octets, as the HTTP-Redirect binding carries them.
package enum OctetSignature {
    /// The trusted key that made the signature, or nil when none did.
    ///
    /// An ECDSA signature may be r and s one after the other, as XML Signature says, or DER, as some peers send: both
    /// name the same two numbers, and whoever can write one can write the other.
    package static func verify(
        _ signature: [UInt8], over octets: [UInt8], algorithm: SignatureAlgorithm, trusting keys: [TrustedKey]
    ) -> TrustedKey? {
        guard XMLLibrary.isReady else { return nil }
        return keys.first { key in
            guard algorithm.fits(key.kind) else { return false }
            return [ALDABA_SIGNATURE_PLAIN, ALDABA_SIGNATURE_DER].contains { encoding in
                if case .rsa = key.kind, Int(encoding) == Int(ALDABA_SIGNATURE_DER) { return false }
                return key.handle.withPointer {
                    aldaba_key_verify(
                        $0, Int32(algorithm.digest.byteCount), octets, octets.count, signature, signature.count,
                        Int32(encoding)) == 1
                }
            }
        }
    }
}
