/// The signature methods that Aldaba accepts and uses. All others — SHA-1, MD5, HMAC, DSA — are refused.
///
/// - SeeAlso: RFC 9231 §2.3; XML Signature 1.1 §6.4.
public enum SignatureAlgorithm: String, CaseIterable, Sendable {
    /// RSA, PKCS#1 v1.5, with SHA-256.
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    /// RSA, PKCS#1 v1.5, with SHA-384.
    case rsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
    /// RSA, PKCS#1 v1.5, with SHA-512.
    case rsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    /// ECDSA with SHA-256.
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    /// ECDSA with SHA-384.
    case ecdsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"
    /// ECDSA with SHA-512.
    case ecdsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"

    /// The digest of the signature method.
    var digest: DigestAlgorithm {
        switch self {
        case .rsaSHA256, .ecdsaSHA256: .sha256
        case .rsaSHA384, .ecdsaSHA384: .sha384
        case .rsaSHA512, .ecdsaSHA512: .sha512
        }
    }

    /// Returns whether a key of this kind can make such a signature.
    func fits(_ kind: KeyKind) -> Bool {
        switch (self, kind) {
        case (.rsaSHA256, .rsa), (.rsaSHA384, .rsa), (.rsaSHA512, .rsa): true
        case (.ecdsaSHA256, .ellipticCurve), (.ecdsaSHA384, .ellipticCurve), (.ecdsaSHA512, .ellipticCurve): true
        default: false
        }
    }
}
