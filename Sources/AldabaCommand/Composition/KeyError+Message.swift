import XMLSecurity

extension KeyError {
    /// The problem with the file, and what to do.
    var message: String {
        switch self {
        case .noPrivateKey: "contains no private key in PEM: create one with «aldaba keys generate»"
        case .encryptedPrivateKey:
            "contains an encrypted private key: decrypt it (openssl pkey), readable only by its owner"
        case .noCertificate, .malformedCertificate:
            "contains no certificate in PEM: name the certificate of the key, or create a new pair with «aldaba keys "
                + "generate»"
        case .tooShort(let bits):
            "has a key of \(bits) bits: RSA needs 2048 or more: create one with «aldaba keys generate»"
        case .kindNotOffered:
            "has a key that is neither RSA nor P-256, P-384 or P-521: create one with «aldaba keys generate»"
        case .keyAndCertificateDiffer: "is the certificate of another key: name a key and its certificate"
        case .algorithmDoesNotFit(let algorithm):
            "has a key that cannot sign with \(algorithm): name a key of that kind"
        case .cannotSign, .cannotGenerate, .libraryUnavailable:
            "cannot be used: OpenSSL failed: check that the file is complete and the machine has memory"
        }
    }

    /// Whether the error concerns the certificate and not the key.
    var isAboutCertificate: Bool {
        switch self {
        case .noCertificate, .malformedCertificate, .keyAndCertificateDiffer: true
        case .noPrivateKey, .encryptedPrivateKey, .tooShort, .kindNotOffered, .algorithmDoesNotFit, .cannotSign,
            .cannotGenerate, .libraryUnavailable:
            false
        }
    }
}
