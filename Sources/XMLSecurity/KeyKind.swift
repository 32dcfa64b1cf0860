/// What sort of key, and how large.
public enum KeyKind: Hashable, Sendable {
    /// RSA with a modulus of that many bits, 2048 at least.
    case rsa(bits: Int)
    /// P-256, P-384 or P-521, told by their size.
    case ellipticCurve(bits: Int)
}
