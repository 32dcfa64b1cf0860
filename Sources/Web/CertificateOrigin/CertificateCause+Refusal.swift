import Certificates
import Pages

extension CertificateCause {
    /// The cause that the citizen's page shows for a refusal.
    init(_ refusal: CertificateRefusal) {
        switch refusal {
        case .expired(let date): self = .expired(since: date)
        case .notYetValid(let date): self = .notYetValid(from: date)
        case .revoked(let date, _): self = .revoked(since: date)
        case .authorityRevoked(_, let date): self = .revoked(since: date)
        case .revocationListMissing, .revocationListOutdated, .revocationListNotYetValid,
            .revocationListUnverifiable:
            self = .revocationUnknown
        case .unknownIssuer(let name), .wrongSignature(let name), .profileOfAnotherIssuer(_, let name):
            self = .unknownIssuer(name: name)
        case .unaccepted(.signatureOnly, _): self = .forSigningOnly
        case .unaccepted, .organizationIdentifier: self = .notNaturalPerson
        case .unknownPurpose, .unknownPolicies, .notQualified, .wrongKeyUsage, .notForClientAuthentication:
            self = .profileNotAccepted
        case .missingField, .repeatedField, .malformedIdentifier, .wrongCheckLetter, .alternativeIdentifierMissing,
            .alternativeIdentifierDiffers, .namesDiffer:
            self = .unidentified
        case .unreadable, .weakKey, .unknownCriticalExtension, .weakSignature, .authorityNotCurrent, .invalidPath:
            self = .unreliable
        }
    }
}
