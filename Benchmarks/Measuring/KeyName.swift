import XMLSecurity

extension KeyKind {
    /// The name of the key in rows.
    var name: String {
        switch self {
        case .rsa(let bits): "RSA-\(bits)"
        case .ellipticCurve(let bits): "P-\(bits)"
        }
    }
}
