extension CertificateRefusal {
    /// What the citizen can do about it.
    package enum Remedy: String, Hashable, Sendable, CaseIterable {
        /// This certificate is never accepted. Another one of the same person may be.
        case chooseAnother
        /// The certificate must be renewed or replaced by its issuer.
        case renew
        /// The certificate is not at fault. The operator must correct the revocation lists. Another method works.
        case useAnotherMethod
    }

    /// A stable code without personal data: the key of the texts, and the value in the log.
    package var code: String {
        switch self {
        case .unreadable: "certificate-unreadable"
        case .unknownIssuer: "certificate-unknown-issuer"
        case .notYetValid: "certificate-not-yet-valid"
        case .expired: "certificate-expired"
        case .weakKey: "certificate-weak-key"
        case .unknownCriticalExtension: "certificate-unknown-critical-extension"
        case .unaccepted(let kind, _): kind.code
        case .unknownPurpose: "certificate-unknown-purpose"
        case .unknownPolicies: "certificate-unknown-policies"
        case .notQualified: "certificate-not-qualified"
        case .wrongKeyUsage: "certificate-wrong-key-usage"
        case .notForClientAuthentication: "certificate-not-for-client-authentication"
        case .missingField: "certificate-missing-field"
        case .repeatedField: "certificate-repeated-field"
        case .malformedIdentifier: "certificate-malformed-identifier"
        case .organizationIdentifier: "certificate-organization-identifier"
        case .wrongCheckLetter: "certificate-wrong-check-letter"
        case .alternativeIdentifierMissing: "certificate-alternative-identifier-missing"
        case .alternativeIdentifierDiffers: "certificate-alternative-identifier-differs"
        case .namesDiffer: "certificate-names-differ"
        case .wrongSignature: "certificate-wrong-signature"
        case .profileOfAnotherIssuer: "certificate-profile-of-another-issuer"
        case .weakSignature: "certificate-weak-signature"
        case .revoked: "certificate-revoked"
        case .authorityNotCurrent: "certificate-authority-not-current"
        case .authorityRevoked: "certificate-authority-revoked"
        case .revocationListMissing: "certificate-revocation-list-missing"
        case .revocationListOutdated: "certificate-revocation-list-outdated"
        case .revocationListNotYetValid: "certificate-revocation-list-not-yet-valid"
        case .revocationListUnverifiable: "certificate-revocation-list-unverifiable"
        case .invalidPath: "certificate-invalid-path"
        }
    }

    package var remedy: Remedy {
        switch self {
        case .unreadable, .unknownIssuer, .notYetValid, .unaccepted, .unknownPurpose, .unknownPolicies, .notQualified,
            .wrongKeyUsage, .notForClientAuthentication, .organizationIdentifier, .wrongSignature,
            .profileOfAnotherIssuer, .invalidPath:
            .chooseAnother
        case .expired, .revoked, .weakKey, .weakSignature, .unknownCriticalExtension, .missingField, .repeatedField,
            .malformedIdentifier, .wrongCheckLetter, .alternativeIdentifierMissing, .alternativeIdentifierDiffers,
            .namesDiffer, .authorityNotCurrent, .authorityRevoked:
            .renew
        case .revocationListMissing, .revocationListOutdated, .revocationListNotYetValid, .revocationListUnverifiable:
            .useAnotherMethod
        }
    }
}

extension UnacceptedKind {
    var code: String {
        switch self {
        case .representative: "certificate-of-representative"
        case .legalPerson: "certificate-of-legal-person"
        case .publicEmployee: "certificate-of-public-employee"
        case .signatureOnly: "certificate-for-signature-only"
        case .seal: "certificate-of-seal"
        case .webSite: "certificate-of-web-site"
        case .pseudonym: "certificate-of-pseudonym"
        case .authority: "certificate-of-authority"
        }
    }
}
