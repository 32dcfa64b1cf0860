import CXMLSec

/// The kind and size of a certificate's public key, to check its strength.
package enum PublicKeyKind: Hashable, Sendable, CustomStringConvertible {
    case rsa(bits: Int)
    case ellipticCurve(bits: Int)
    /// Another algorithm, or a curve other than P-256, P-384 and P-521.
    case other(bits: Int)

    init(kind: CInt, bits: CInt, curve: CInt) {
        switch (kind, curve) {
        case (EVP_PKEY_RSA, _): self = .rsa(bits: Int(bits))
        case (EVP_PKEY_EC, NID_X9_62_prime256v1), (EVP_PKEY_EC, NID_secp384r1), (EVP_PKEY_EC, NID_secp521r1):
            self = .ellipticCurve(bits: Int(bits))
        default: self = .other(bits: Int(bits))
        }
    }

    /// Whether the key is RSA of at least 2048 bits or on one of the three curves.
    var isStrong: Bool {
        switch self {
        case .rsa(let bits): bits >= 2048
        case .ellipticCurve: true
        case .other: false
        }
    }

    package var description: String {
        switch self {
        case .rsa(let bits): "RSA-\(bits)"
        case .ellipticCurve(let bits): "EC P-\(bits)"
        case .other(let bits): "\(bits) bits, other algorithm"
        }
    }
}
