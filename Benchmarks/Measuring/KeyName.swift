import XMLSecurity

extension KeyKind {
    /// As rows call it.
    var name: String {
        switch self {
        case .rsa(let bits): "RSA-\(bits)"
        case .ellipticCurve(let bits): "P-\(bits)"
        }
    }
}
