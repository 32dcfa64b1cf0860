package import Foundation

/// The content of a certificate. It is not verified: `CertificateJudge` decides whether to accept it.
package struct CitizenCertificate: Sendable {
    package let subject: DistinguishedName
    package let issuer: DistinguishedName
    /// The serial number in upper-case hexadecimal.
    package let serial: String
    package let notBefore: Date
    package let notAfter: Date
    /// The SHA-256 of the DER, lower-case hexadecimal.
    package let fingerprint: String
    package let publicKey: PublicKeyKind
    package let isAuthority: Bool
    /// Nil when the extension is absent.
    package let keyUsage: KeyUsage?
    /// Empty when the extension is absent.
    package let extendedKeyUsages: [OID]
    package let policies: [OID]
    /// The directory names in the subject's alternative names.
    package let directoryNames: [DistinguishedName]
    package let qualifiedStatements: QualifiedStatements
    package let unknownCriticalExtensions: [OID]
    let x509: X509Certificate

    /// The maximum length of a certificate in octets.
    package static let maximumBytes = 65_536

    /// - Returns: nil unless the octets are one readable certificate in DER, with each extension at most once.
    package init?(der: [UInt8]) {
        guard der.count <= Self.maximumBytes, let x509 = X509Certificate(der: der), !x509.isMalformed,
            let subject = x509.subject, let issuer = x509.issuer, let serial = x509.serial,
            let validity = x509.validity, let fingerprint = x509.fingerprint, let publicKey = x509.publicKey,
            let extendedKeyUsages = x509.extendedKeyUsages, let policies = x509.policies,
            let directoryNames = x509.directoryNames, let qualifiedStatements = x509.qualifiedStatements,
            let unknownCriticalExtensions = x509.unknownCriticalExtensions
        else { return nil }
        self.x509 = x509
        self.subject = subject
        self.issuer = issuer
        self.serial = serial
        notBefore = Date(timeIntervalSince1970: TimeInterval(validity.notBefore))
        notAfter = Date(timeIntervalSince1970: TimeInterval(validity.notAfter))
        self.fingerprint = fingerprint.map { String(format: "%02x", $0) }.joined()
        self.publicKey = publicKey
        isAuthority = x509.isAuthority
        keyUsage = x509.keyUsage
        self.extendedKeyUsages = extendedKeyUsages
        self.policies = policies
        self.directoryNames = directoryNames
        self.qualifiedStatements = qualifiedStatements
        self.unknownCriticalExtensions = unknownCriticalExtensions
    }
}
