package import Foundation

/// Whom a certificate names, once every rule held.
package struct CertifiedPerson: Hashable, Sendable {
    /// The private key's keeper, on which the level rests: software is substantial, a qualified device is high.
    package enum Key: String, Hashable, Sendable {
        case software, qualifiedDevice
    }

    /// DNI, NIE or NIF: nine characters, upper case, check letter verified, without prefix.
    package let identifier: String
    package let names: CertifiedNames
    package let key: Key
    /// `CertificateProfile.name`
    package let profile: String
    /// Upper-case hexadecimal, unique within the issuer.
    package let certificateSerial: String
    /// SHA-256 of the certificate, lower-case hexadecimal.
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

/// Decides whether a certificate lets its holder in, and as whom.
///
/// That the holder has the private key is not decided here: it comes from the TLS handshake of the same request.
package struct CertificateJudge: Sendable {
    package let trust: CertificateTrust
    package let profiles: [CertificateProfile]
    package let unaccepted: [UnacceptedPolicy]
    private let isNationalIdentifier: @Sendable (String) -> Bool

    /// - Parameter isNationalIdentifier: whether nine characters are a person's DNI, NIE or NIF with its right letter.
    ///   The rule is `Citizens`', which rests on this target; so it comes in as an argument.
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

    /// The same judge with other trust: newer revocation lists, for instance.
    package func trusting(_ trust: CertificateTrust) -> CertificateJudge {
        CertificateJudge(
            trust: trust, profiles: profiles, unaccepted: unaccepted, isNationalIdentifier: isNationalIdentifier)
    }

    /// Judges a certificate from all sides; whatever is in doubt is a refusal.
    ///
    /// The order serves the citizen and the machine: first what costs nothing and explains most (not ours, expired, of
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
