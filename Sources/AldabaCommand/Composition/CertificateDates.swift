import Foundation
import NIOSSL
import SAML

/// From when until when a certificate holds.
struct CertificateDates: Sendable {
    let notBefore: Date
    let notAfter: Date

    /// Those of each certificate of a PEM file, in its order; none of a file that holds no certificates.
    static func of(file: String) -> [CertificateDates] {
        let certificates = (try? NIOSSLCertificate.fromPEMFile(file)) ?? []
        return certificates.map { certificate in
            CertificateDates(
                notBefore: Date(timeIntervalSince1970: TimeInterval(certificate.notValidBefore)),
                notAfter: Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter)))
        }
    }

    /// How long before the end it is time to see to a new one.
    private static let notice: TimeInterval = 30 * 86_400

    /// What there is to say of it; nil while it holds, and will for thirty days yet.
    func remark(at now: Date) -> String? {
        if notAfter <= now { return "ran out on \(SAMLInstant.format(notAfter))" }
        if notBefore > now { return "is valid only from \(SAMLInstant.format(notBefore)) on" }
        if notAfter < now + Self.notice { return "runs out on \(SAMLInstant.format(notAfter))" }
        return nil
    }
}
