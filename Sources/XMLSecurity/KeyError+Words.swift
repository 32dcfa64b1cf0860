extension KeyError {
    /// What is wrong, in words.
    public var explanation: String {
        switch self {
        case .noPrivateKey: "there is no private key in PEM"
        case .encryptedPrivateKey: "the private key is under a password"
        case .noCertificate: "there is no certificate in PEM"
        case .malformedCertificate: "its octets are no X.509 certificate"
        case .tooShort(let bits): "its RSA key has \(bits) bits"
        case .kindNotOffered: "its key is neither RSA nor on P-256, P-384 or P-521"
        case .keyAndCertificateDiffer: "it is for another key"
        case .algorithmDoesNotFit(let algorithm): "its key does not sign with \(algorithm.rawValue)"
        case .cannotSign: "OpenSSL would not sign with it"
        case .cannotGenerate: "OpenSSL would not make a key"
        case .libraryUnavailable: "the cryptographic library did not start"
        }
    }
}
