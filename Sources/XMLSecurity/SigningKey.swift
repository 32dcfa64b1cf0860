import CXMLSec
import XML

/// A private key that signs, and its certificate, which metadata and KeyInfo contain.
public struct SigningKey: Sendable {
    /// The certificate.
    public let certificateDER: [UInt8]

    /// The signature method that the key is used with.
    public let algorithm: SignatureAlgorithm

    private let handle: KeyHandle

    /// Reads a private key (PKCS#8 or the older formats) and its certificate.
    ///
    /// - Parameter algorithm: nil for SHA-256 with RSA or ECDSA, according to the key.
    /// - Throws: `KeyError`, which identifies the problem and whether it is in the key or in the certificate.
    public init(privateKeyPEM: String, certificatePEM: String, algorithm: SignatureAlgorithm? = nil) throws(KeyError) {
        guard XMLLibrary.isReady else { throw .libraryUnavailable }
        guard let pointer = aldaba_key_of_private_pem(privateKeyPEM, privateKeyPEM.utf8.count) else {
            throw privateKeyPEM.contains("ENCRYPTED") ? .encryptedPrivateKey : .noPrivateKey
        }
        handle = try KeyHandle(adopting: pointer)
        guard let der = [UInt8](taking: aldaba_certificate_der_of_pem(certificatePEM, certificatePEM.utf8.count)) else {
            throw .noCertificate
        }
        certificateDER = der
        guard try TrustedKey(certificateDER: der).handle.matches(handle) else { throw .keyAndCertificateDiffer }
        switch handle.kind {
        case .rsa: self.algorithm = algorithm ?? .rsaSHA256
        case .ellipticCurve: self.algorithm = algorithm ?? .ecdsaSHA256
        }
        guard self.algorithm.fits(handle.kind) else { throw .algorithmDoesNotFit(self.algorithm) }
    }

    /// The key's kind and size.
    public var kind: KeyKind { handle.kind }

    /// Signs octets in XML Signature's format: PKCS#1 v1.5 for RSA; for an elliptic curve r and s, each of the curve's
    /// length.
    ///
    /// - Throws: `KeyError.cannotSign`.
    public func signature(over octets: [UInt8]) throws(KeyError) -> [UInt8] {
        let capacity =
            switch handle.kind {
            case .rsa(let bits): (bits + 7) / 8
            case .ellipticCurve(let bits): (bits + 7) / 8 * 2
            }
        var written: Int32 = -1
        let signature = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            written = handle.withPointer {
                aldaba_key_sign($0, Int32(algorithm.digest.byteCount), octets, octets.count, start, capacity)
            }
            count = max(0, Int(written))
        }
        guard written > 0 else { throw .cannotSign }
        return signature
    }
}
