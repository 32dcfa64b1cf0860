import Foundation

/// The rules about a certificate itself. `CertificateJudge.judge` applies them in order.
enum CertificateRules {
    /// Compares only names. `PathRules` checks whether the authority signed the certificate.
    static func issuerIsKnown(
        _ certificate: CitizenCertificate, to trust: CertificateTrust
    ) throws(CertificateRefusal) {
        let authorities = trust.intermediates + trust.anchors
        guard authorities.contains(where: { $0.subject == certificate.issuer }) else {
            throw .unknownIssuer(certificate.issuer.title)
        }
    }

    /// RFC 5280 §4.1.2.5: from notBefore to notAfter, both included.
    static func isCurrent(_ certificate: CitizenCertificate, at now: Date) throws(CertificateRefusal) {
        guard certificate.notBefore <= now else { throw .notYetValid(from: certificate.notBefore) }
        guard now <= certificate.notAfter else { throw .expired(on: certificate.notAfter) }
    }

    static func isNoAuthority(_ certificate: CitizenCertificate) throws(CertificateRefusal) {
        let signs = certificate.keyUsage?.contains(.certificateSigning) ?? false
        guard !certificate.isAuthority, !signs else { throw .unaccepted(.authority, organization: nil) }
    }

    /// RFC 5280 §4.2.
    static func hasNoUnknownCriticalExtension(_ certificate: CitizenCertificate) throws(CertificateRefusal) {
        if let unknown = certificate.unknownCriticalExtensions.first { throw .unknownCriticalExtension(unknown) }
    }

    static func keyIsStrong(_ certificate: CitizenCertificate) throws(CertificateRefusal) {
        guard certificate.publicKey.isStrong else { throw .weakKey(certificate.publicKey) }
    }

    /// Refuses known kinds of certificates: by policy, by declared purpose, or by a field of an organisation or
    /// pseudonym.
    static func isOfAcceptedKind(
        _ certificate: CitizenCertificate, unaccepted: [UnacceptedPolicy]
    ) throws(CertificateRefusal) {
        let subject = certificate.subject
        let organization = subject.values(of: .organizationName).first
        for entry in unaccepted
        where certificate.policies.contains(where: { $0.extends(entry.policy, byAtMost: entry.suffixComponents) }) {
            throw .unaccepted(entry.kind, organization: organization)
        }
        for purpose in certificate.qualifiedStatements.purposes {
            switch purpose {
            case .signature: continue
            case .seal: throw .unaccepted(.seal, organization: organization)
            case .webSite: throw .unaccepted(.webSite, organization: organization)
            case .other(let identifier): throw .unknownPurpose(identifier)
            }
        }
        guard subject.values(of: .pseudonym).isEmpty else { throw .unaccepted(.pseudonym, organization: nil) }
        let isRepresentative =
            !subject.values(of: .organizationIdentifier).isEmpty
            || subject.values(of: .commonName).contains { $0.contains("(R:") }
        guard !isRepresentative else { throw .unaccepted(.representative, organization: organization) }
    }

    static func profile(
        of certificate: CitizenCertificate, among profiles: [CertificateProfile]
    ) throws(CertificateRefusal) -> CertificateProfile {
        guard let profile = profiles.first(where: { $0.recognises(certificate) }) else {
            throw .unknownPolicies(certificate.policies)
        }
        return profile
    }

    static func isQualified(
        _ certificate: CitizenCertificate, asIn profile: CertificateProfile
    ) throws(CertificateRefusal) {
        guard profile.requiresQualifiedStatement else { return }
        let statements = certificate.qualifiedStatements
        guard statements.isQualified, statements.purposes.contains(.signature) else { throw .notQualified }
    }

    /// In TLS 1.2 and 1.3 the client signs, which needs digitalSignature.
    static func keyUsageAllows(
        _ certificate: CitizenCertificate, asIn profile: CertificateProfile
    ) throws(CertificateRefusal) {
        guard let usage = certificate.keyUsage, usage.contains(.digitalSignature),
            usage.isDisjoint(with: profile.forbiddenKeyUsage)
        else { throw .wrongKeyUsage(certificate.keyUsage) }
    }

    /// `anyExtendedKeyUsage` does not count: the certificate must explicitly allow client authentication.
    static func extendedKeyUsageAllows(
        _ certificate: CitizenCertificate, asIn profile: CertificateProfile
    ) throws(CertificateRefusal) {
        let usages = certificate.extendedKeyUsages
        if usages.isEmpty, !profile.requiresExtendedKeyUsage { return }
        guard usages.contains(.clientAuthentication) else { throw .notForClientAuthentication(usages) }
    }

    /// A person's own certificate names no organisation.
    static func namesNoOrganization(_ certificate: CitizenCertificate) throws(CertificateRefusal) {
        guard let organization = certificate.subject.values(of: .organizationName).first else { return }
        throw .unaccepted(.legalPerson, organization: organization)
    }

    static func fieldsOccurOnce(_ certificate: CitizenCertificate) throws(CertificateRefusal) {
        if let repeated = certificate.subject.repeatedField { throw .repeatedField(repeated) }
    }

    /// Returns the identifier without its prefix (ETSI EN 319 412-1 §5.1.3), exactly as written. Corrects nothing.
    static func identifier(
        of certificate: CitizenCertificate, asIn profile: CertificateProfile,
        _ isNationalIdentifier: (String) -> Bool
    ) throws(CertificateRefusal) -> String {
        guard let field = certificate.subject.values(of: .serialNumber).first else {
            throw .missingField(.serialNumber)
        }
        let candidates = profile.identifierPrefixes.filter(field.hasPrefix).map { field.dropFirst($0.count) }
        guard let identifier = candidates.map(String.init).first(where: hasIdentifierShape) else {
            throw .malformedIdentifier(field)
        }
        // The first letters of organisations' tax numbers.
        if let first = identifier.first, "ABCDEFGHJNPQRSUVW".contains(first) {
            throw .organizationIdentifier(identifier)
        }
        guard isNationalIdentifier(identifier) else { throw .wrongCheckLetter(identifier) }
        return identifier
    }

    /// Returns whether the text has nine characters: a digit or letter, seven digits, a digit or letter.
    private static func hasIdentifierShape(_ text: String) -> Bool {
        let octets = Array(text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard octets.count == 9, octets[1...7].allSatisfy(digits.contains) else { return false }
        return [octets[0], octets[8]].allSatisfy { digits.contains($0) || letters.contains($0) }
    }

    static func key(of certificate: CitizenCertificate, asIn profile: CertificateProfile) -> CertifiedPerson.Key {
        switch profile.device {
        case .qualified: .qualifiedDevice
        case .asDeclared:
            certificate.qualifiedStatements.keyIsInQualifiedDevice
                || certificate.policies.contains(.qualifiedPersonInDevice) ? .qualifiedDevice : .software
        }
    }
}
