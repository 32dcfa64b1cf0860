/// The reason why a key or certificate cannot be used.
public enum KeyError: Error, Hashable, Sendable {
    /// The text has no PEM block of a private key.
    case noPrivateKey
    /// The private key is encrypted with a password. Aldaba reads unencrypted keys, from files that only it may read.
    case encryptedPrivateKey
    /// The text has no PEM block of a certificate, or a damaged one.
    case noCertificate
    /// The octets are not one X.509 certificate in DER.
    case malformedCertificate
    /// The RSA key is shorter than 2048 bits.
    case tooShort(bits: Int)
    /// The key is neither RSA nor on one of the curves P-256, P-384 and P-521.
    case kindNotOffered
    /// The certificate is for another key.
    case keyAndCertificateDiffer
    /// The algorithm does not suit this kind of key.
    case algorithmDoesNotFit(SignatureAlgorithm)
    /// OpenSSL could not sign.
    case cannotSign
    /// OpenSSL could not generate a key.
    case cannotGenerate
    /// The C libraries could not be initialised.
    case libraryUnavailable
}
