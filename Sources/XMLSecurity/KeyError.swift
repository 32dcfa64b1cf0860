/// Why a key or certificate cannot be used.
public enum KeyError: Error, Hashable, Sendable {
    /// The text holds no PEM block of a private key.
    case noPrivateKey
    /// The private key is encrypted with a password; Aldaba reads keys in the clear, from files that only it may read.
    case encryptedPrivateKey
    /// The text holds no PEM block of a certificate, or a damaged one.
    case noCertificate
    /// The octets are not one X.509 certificate in DER.
    case malformedCertificate
    /// The RSA key is shorter than 2048 bits.
    case tooShort(bits: Int)
    /// The key is neither RSA nor on one of the curves P-256, P-384 and P-521.
    case kindNotOffered
    /// The certificate is for another key.
    case keyAndCertificateDiffer
    /// The algorithm is not one for this kind of key.
    case algorithmDoesNotFit(SignatureAlgorithm)
    /// OpenSSL would not sign.
    case cannotSign
    /// OpenSSL would not make a key.
    case cannotGenerate
    /// The C libraries did not start.
    case libraryUnavailable
}
