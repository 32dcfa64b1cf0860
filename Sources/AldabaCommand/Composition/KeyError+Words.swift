import XMLSecurity

extension KeyError {
    /// What is wrong with the file, and what to do.
    var words: String {
        switch self {
        case .noPrivateKey: "holds no private key in PEM: make one with «aldaba keys generate»"
        case .encryptedPrivateKey:
            "holds a key under a password: write it in the clear, readable by its owner alone (openssl pkey)"
        case .noCertificate, .malformedCertificate:
            "holds no certificate in PEM: name that of the key, or make a new pair with «aldaba keys generate»"
        case .tooShort(let bits):
            "has a key of \(bits) bits: RSA needs 2048 or more: make one with «aldaba keys generate»"
        case .kindNotOffered:
            "has a key that is neither RSA nor on P-256, P-384 or P-521: make one with «aldaba keys generate»"
        case .keyAndCertificateDiffer: "is the certificate of another key: name the two that were made together"
        case .algorithmDoesNotFit(let algorithm):
            "has a key that does not sign with \(algorithm): name a key of that kind"
        case .cannotSign, .cannotGenerate, .libraryUnavailable:
            "cannot be used: OpenSSL failed at it; see that the file is whole and the machine has memory"
        }
    }

    /// Whether it is about the certificate rather than the key.
    var isAboutCertificate: Bool {
        switch self {
        case .noCertificate, .malformedCertificate, .keyAndCertificateDiffer: true
        case .noPrivateKey, .encryptedPrivateKey, .tooShort, .kindNotOffered, .algorithmDoesNotFit, .cannotSign,
            .cannotGenerate, .libraryUnavailable:
            false
        }
    }
}
