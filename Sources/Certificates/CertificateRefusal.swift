package import Foundation

/// Why a certificate lets nobody in: one case for each cause, with what was found.
///
/// The payloads may name the person; a log takes `code` alone.
package enum CertificateRefusal: Error, Hashable, Sendable {
    // The octets
    /// Not one certificate in DER, an extension twice or malformed, or a text with control characters.
    case unreadable

    // The certificate
    /// No configured authority has this name.
    case unknownIssuer(String)
    case notYetValid(from: Date)
    case expired(on: Date)
    case weakKey(PublicKeyKind)
    case unknownCriticalExtension(OID)

    // Its kind
    /// `organization`: whose, where the certificate says it.
    case unaccepted(UnacceptedKind, organization: String?)
    /// QcType names a purpose that is neither signature, seal nor web site.
    case unknownPurpose(OID)
    /// None of its policies is one that we accept; empty when it has none.
    case unknownPolicies([OID])
    /// The general profile wants a certificate declared as qualified, for a person's signature.
    case notQualified
    /// digitalSignature is missing, or something is there that the profile excludes.
    case wrongKeyUsage(KeyUsage?)
    /// Extended key usage without client authentication; empty when a profile demands the extension.
    case notForClientAuthentication([OID])

    // Whom it names
    case missingField(OID)
    case repeatedField(OID)
    /// The subject's serialNumber does not have the profile's form.
    case malformedIdentifier(String)
    /// The identifier is an organisation's tax number.
    case organizationIdentifier(String)
    case wrongCheckLetter(String)
    /// The alternative name has no identifier where the profile has one.
    case alternativeIdentifierMissing
    case alternativeIdentifierDiffers(subject: String, alternative: String)
    /// Two places of the certificate give different names.
    case namesDiffer(OID)

    // Its path
    /// The issuer's name is known, but its key did not sign this.
    case wrongSignature(issuer: String)
    /// The path holds, to an anchor that may not issue certificates of this kind.
    case profileOfAnotherIssuer(profile: String, issuer: String)
    /// Signed with SHA-1, or by an authority whose key is too short.
    case weakSignature(issuer: String)
    case revoked(on: Date, reason: RevocationReason?)
    case authorityNotCurrent(String)
    case authorityRevoked(String, on: Date)
    case revocationListMissing(issuer: String)
    case revocationListOutdated(issuer: String, since: Date)
    case revocationListNotYetValid(issuer: String, from: Date)
    /// Its signature does not hold, its issuer may not sign lists, or it has an unknown critical extension.
    case revocationListUnverifiable(issuer: String)
    /// Any other rule of RFC 5280, in OpenSSL's words.
    case invalidPath(String)
}
