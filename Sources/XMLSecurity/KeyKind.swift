/// The kind and size of a key.
public enum KeyKind: Hashable, Sendable {
    /// RSA with a modulus of `bits` bits, at least 2048.
    case rsa(bits: Int)
    /// P-256, P-384 or P-521, identified by its size.
    case ellipticCurve(bits: Int)
}
