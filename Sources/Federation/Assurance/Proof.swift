/// The factors by which a citizen proved their identity.
package enum Proof: String, Decodable, CaseIterable, Sendable {
    /// The data of the identity document, and a PIN sent to the registered telephone.
    case pin
    /// A password alone.
    case password
    /// A password, and a code sent to the registered telephone.
    case passwordAndCode = "password-and-code"
    /// The private key of a certificate, kept in software.
    case softwareCertificate = "software-certificate"
    /// The private key of a certificate, kept in a qualified device such as the DNIe.
    case deviceCertificate = "device-certificate"
}

extension Proof {
    /// The method that leads to this proof.
    package var method: Method {
        switch self {
        case .pin: .pin
        case .password, .passwordAndCode: .permanentKey
        case .softwareCertificate, .deviceCertificate: .certificate
        }
    }

    /// The proof with one more factor of the same person; nil when no factor can be added.
    package var reinforced: Proof? {
        switch self {
        case .password: .passwordAndCode
        case .pin, .passwordAndCode, .softwareCertificate, .deviceCertificate: nil
        }
    }
}
