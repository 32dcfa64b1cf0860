import Foundation
import NIOSSL
import SAML

/// The validity period of a certificate.
struct CertificateDates: Sendable {
    let notBefore: Date
    let notAfter: Date

    /// Returns the periods of the certificates in a PEM file, in order. Empty when there is no certificate.
    static func of(file: String) -> [CertificateDates] {
        let certificates = (try? NIOSSLCertificate.fromPEMFile(file)) ?? []
        return certificates.map { certificate in
            CertificateDates(
                notBefore: Date(timeIntervalSince1970: TimeInterval(certificate.notValidBefore)),
                notAfter: Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter)))
        }
    }

    /// The time before expiry at which a warning begins.
    private static let notice: TimeInterval = 30 * 86_400

    /// Returns the problem with the dates. Nil when the certificate is valid now and for thirty more days.
    func remark(at now: Date) -> String? {
        if notAfter <= now { return "expired on \(SAMLInstant.format(notAfter))" }
        if notBefore > now { return "is not valid before \(SAMLInstant.format(notBefore))" }
        if notAfter < now + Self.notice { return "expires on \(SAMLInstant.format(notAfter))" }
        return nil
    }
}
