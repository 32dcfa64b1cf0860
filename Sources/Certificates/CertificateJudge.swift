package import Foundation

/// The person that an accepted certificate identifies.
package struct CertifiedPerson: Hashable, Sendable {
    /// Where the private key is stored. It determines the level: software is substantial, a qualified device is high.
    package enum Key: String, Hashable, Sendable {
        case software, qualifiedDevice
    }

    /// The DNI, NIE or NIF: nine characters, upper case, check letter verified, without prefix.
    package let identifier: String
    package let names: CertifiedNames
    package let key: Key
    /// The name of the profile, `CertificateProfile.name`.
    package let profile: String
    /// The serial number in upper-case hexadecimal, unique within the issuer.
    package let certificateSerial: String
    /// The SHA-256 of the certificate, lower-case hexadecimal.
    package let fingerprint: String
    /// The issuer's common name.
    package let issuer: String
    package let notAfter: Date

    fileprivate init(
        identifier: String, names: CertifiedNames, key: Key, profile: CertificateProfile,
        certificate: CitizenCertificate
    ) {
        self.identifier = identifier
        self.names = names
        self.key = key
        self.profile = profile.name
        certificateSerial = certificate.serial
        fingerprint = certificate.fingerprint
        issuer = certificate.issuer.title
        notAfter = certificate.notAfter
    }
}

/// Decides whether to accept a certificate, and which person it identifies.
///
/// It does not check that the holder has the private key: the TLS handshake of the same request proves that.
package struct CertificateJudge: Sendable {
    package let trust: CertificateTrust
    package let profiles: [CertificateProfile]
    package let unaccepted: [UnacceptedPolicy]
    private let isNationalIdentifier: @Sendable (String) -> Bool

    /// - Parameter isNationalIdentifier: returns whether nine characters are a person's DNI, NIE or NIF with the right
    ///   letter. The rule is an argument because it belongs to `Citizens`, which depends on this target.
    package init(
        trust: CertificateTrust, profiles: [CertificateProfile] = CertificateProfile.standard,
        unaccepted: [UnacceptedPolicy] = UnacceptedPolicy.standard,
        isNationalIdentifier: @escaping @Sendable (String) -> Bool
    ) {
        self.trust = trust
        self.profiles = profiles
        self.unaccepted = unaccepted
        self.isNationalIdentifier = isNationalIdentifier
    }

    /// Returns the same judge with other trust, for example with newer revocation lists.
    package func trusting(_ trust: CertificateTrust) -> CertificateJudge {
        CertificateJudge(
            trust: trust, profiles: profiles, unaccepted: unaccepted, isNationalIdentifier: isNationalIdentifier)
    }

    /// Applies all rules to a certificate. Any doubt is a refusal.
    ///
    /// The order serves the citizen and saves work: first the cheap rules that explain most (unknown issuer, expired,
    /// another kind), last the signatures, which cost most.
    package func judge(certificateDER: [UInt8], at now: Date) throws(CertificateRefusal) -> CertifiedPerson {
        guard let certificate = CitizenCertificate(der: certificateDER) else { throw .unreadable }
        try CertificateRules.issuerIsKnown(certificate, to: trust)
        try CertificateRules.isCurrent(certificate, at: now)
        try CertificateRules.isNoAuthority(certificate)
        try CertificateRules.hasNoUnknownCriticalExtension(certificate)
        try CertificateRules.keyIsStrong(certificate)
        try CertificateRules.isOfAcceptedKind(certificate, unaccepted: unaccepted)
        let profile = try CertificateRules.profile(of: certificate, among: profiles)
        try CertificateRules.isQualified(certificate, asIn: profile)
        try CertificateRules.keyUsageAllows(certificate, asIn: profile)
        try CertificateRules.extendedKeyUsageAllows(certificate, asIn: profile)
        try CertificateRules.namesNoOrganization(certificate)
        try CertificateRules.fieldsOccurOnce(certificate)
        let identifier = try CertificateRules.identifier(of: certificate, asIn: profile, isNationalIdentifier)
        let names = try CertifiedNames(of: certificate, asIn: profile, identifier: identifier)
        try PathRules.pathHolds(certificate, asIn: profile, to: trust, at: now)
        return CertifiedPerson(
            identifier: identifier, names: names, key: CertificateRules.key(of: certificate, asIn: profile),
            profile: profile, certificate: certificate)
    }
}
