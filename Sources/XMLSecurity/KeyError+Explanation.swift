extension KeyError {
    /// The problem, for people to read.
    public var explanation: String {
        switch self {
        case .noPrivateKey: "there is no private key in PEM"
        case .encryptedPrivateKey: "the private key is encrypted with a password"
        case .noCertificate: "there is no certificate in PEM"
        case .malformedCertificate: "its octets are not an X.509 certificate"
        case .tooShort(let bits): "its RSA key has \(bits) bits"
        case .kindNotOffered: "its key is neither RSA nor on P-256, P-384 or P-521"
        case .keyAndCertificateDiffer: "the certificate is for another key"
        case .algorithmDoesNotFit(let algorithm): "its key does not sign with \(algorithm.rawValue)"
        case .cannotSign: "OpenSSL could not sign with it"
        case .cannotGenerate: "OpenSSL could not generate a key"
        case .libraryUnavailable: "the cryptographic libraries could not be initialised"
        }
    }
}
