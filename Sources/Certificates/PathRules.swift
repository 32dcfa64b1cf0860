import CXMLSec
import Foundation

/// The rules about a certificate, the configured authorities and the revocation lists.
enum PathRules {
    /// Checks path, dates, signatures and revocation of every certificate of the path, RFC 5280 §6.
    ///
    /// The path must end at an anchor that may issue this profile. When the path is invalid to every anchor, that error
    /// is reported first, because it explains more.
    static func pathHolds(
        _ certificate: CitizenCertificate, asIn profile: CertificateProfile, to trust: CertificateTrust, at now: Date
    ) throws(CertificateRefusal) {
        let seconds = Int64(now.timeIntervalSince1970.rounded(.down))
        if let store = trust.store(for: profile), store.failure(of: certificate.x509, at: seconds) == nil { return }
        if let failure = trust.store.failure(of: certificate.x509, at: seconds) { throw refusal(failure, certificate) }
        throw .profileOfAnotherIssuer(profile: profile.name, issuer: certificate.issuer.title)
    }

    private static func refusal(_ failure: PathFailure, _ certificate: CitizenCertificate) -> CertificateRefusal {
        let concerned = failure.failingCertificate?.subject?.title ?? ""
        let issuer = failure.failingCertificate?.issuer?.title ?? certificate.issuer.title
        let isCitizens = failure.depth == 0
        switch failure.code {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED:
            return .unknownIssuer(issuer)
        case X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
            return .wrongSignature(issuer: issuer)
        case X509_V_ERR_CA_MD_TOO_WEAK, X509_V_ERR_CA_KEY_TOO_SMALL:
            return .weakSignature(issuer: issuer)
        case X509_V_ERR_EE_KEY_TOO_SMALL:
            return .weakKey(certificate.publicKey)
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return isCitizens ? .notYetValid(from: certificate.notBefore) : .authorityNotCurrent(concerned)
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return isCitizens ? .expired(on: certificate.notAfter) : .authorityNotCurrent(concerned)
        case X509_V_ERR_CERT_REVOKED:
            let date = Date(timeIntervalSince1970: TimeInterval(failure.revokedAt))
            return isCitizens
                ? .revoked(on: date, reason: RevocationReason(rawValue: failure.revocationReason))
                : .authorityRevoked(concerned, on: date)
        case X509_V_ERR_UNABLE_TO_GET_CRL, X509_V_ERR_DIFFERENT_CRL_SCOPE:
            return .revocationListMissing(issuer: issuer)
        case X509_V_ERR_CRL_HAS_EXPIRED:
            let date = Date(timeIntervalSince1970: TimeInterval(failure.listNextUpdate))
            return .revocationListOutdated(issuer: issuer, since: date)
        case X509_V_ERR_CRL_NOT_YET_VALID:
            let date = Date(timeIntervalSince1970: TimeInterval(failure.listThisUpdate))
            return .revocationListNotYetValid(issuer: issuer, from: date)
        case X509_V_ERR_CRL_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE,
            X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER, X509_V_ERR_KEYUSAGE_NO_CRL_SIGN,
            X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION, X509_V_ERR_CRL_PATH_VALIDATION_ERROR,
            X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD, X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD:
            return .revocationListUnverifiable(issuer: issuer)
        case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
            guard let unknown = failure.failingCertificate?.unknownCriticalExtensions?.first else { fallthrough }
            return .unknownCriticalExtension(unknown)
        default:
            return .invalidPath(failure.message)
        }
    }
}
