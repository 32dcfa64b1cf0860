import CXMLSec
import XML

/// Signatures over plain octets, as the HTTP-Redirect binding uses them.
package enum OctetSignature {
    /// Returns the trusted key that made the signature, or nil when none did.
    ///
    /// An ECDSA signature may be r and s concatenated, as XML Signature requires, or DER, as some peers send. Accepting
    /// both is safe: they encode the same two numbers, and a signer who can make one can make the other.
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
