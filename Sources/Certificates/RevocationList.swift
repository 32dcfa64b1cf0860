package import Foundation

/// A configured certificate revocation list, with its issuer and validity.
package struct RevocationList: Sendable {
    package let issuer: DistinguishedName
    package let thisUpdate: Date
    package let nextUpdate: Date
    let x509: X509RevocationList

    init(der: [UInt8]) throws(CertificateTrustError) {
        guard let x509 = X509RevocationList(der: der), let issuer = x509.issuer, let times = x509.times else {
            throw .unreadableRevocationList
        }
        // RFC 5280 §5.1.2.5: without nextUpdate an outdated list could not be detected.
        guard let nextUpdate = times.nextUpdate else { throw .revocationListWithoutNextUpdate(issuer: issuer.title) }
        guard x509.signatureBits >= 112 else { throw .revocationListWeaklySigned(issuer: issuer.title) }
        self.x509 = x509
        self.issuer = issuer
        thisUpdate = Date(timeIntervalSince1970: TimeInterval(times.thisUpdate))
        self.nextUpdate = Date(timeIntervalSince1970: TimeInterval(nextUpdate))
    }
}
