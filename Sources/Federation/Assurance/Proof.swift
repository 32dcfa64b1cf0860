/// What somebody has shown to prove who they are: a method with the factors that were really used.
package enum Proof: String, Decodable, CaseIterable, Sendable {
    /// The data of the document, and a PIN that went to the registered telephone.
    case pin
    /// A password alone.
    case password
    /// A password, and a code that went to the registered telephone.
    case passwordAndCode = "password-and-code"
    /// The private key of a certificate, kept in software.
    case softwareCertificate = "software-certificate"
    /// The private key of a certificate, kept in a qualified device such as the DNIe.
    case deviceCertificate = "device-certificate"
}

extension Proof {
    /// The method in which this is shown.
    package var method: Method {
        switch self {
        case .pin: .pin
        case .password, .passwordAndCode: .permanentKey
        case .softwareCertificate, .deviceCertificate: .certificate
        }
    }

    /// What this becomes once the same person adds the one factor that it lacks; nil when there is nothing to add.
    package var reinforced: Proof? {
        switch self {
        case .password: .passwordAndCode
        case .pin, .passwordAndCode, .softwareCertificate, .deviceCertificate: nil
        }
    }
}
