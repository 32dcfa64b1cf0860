package import Foundation

/// The reason why a certificate was refused: one case for each cause, with the values found.
///
/// The payloads may identify the person. Log only `code`.
package enum CertificateRefusal: Error, Hashable, Sendable {
    // The octets
    /// The octets are not one certificate in DER, have an extension that is malformed or occurs twice, or a text with
    /// control characters.
    case unreadable

    // The certificate
    /// No configured authority has this name.
    case unknownIssuer(String)
    case notYetValid(from: Date)
    case expired(on: Date)
    case weakKey(PublicKeyKind)
    case unknownCriticalExtension(OID)

    // Its kind
    /// The payload `organization` is the organisation's name, if the certificate has it.
    case unaccepted(UnacceptedKind, organization: String?)
    /// QcType has a purpose other than signature, seal and web site.
    case unknownPurpose(OID)
    /// None of its policies is accepted. The payload is empty when it has none.
    case unknownPolicies([OID])
    /// The general profile requires a certificate declared as qualified, for a person's signature.
    case notQualified
    /// digitalSignature is missing, or the certificate has a usage that the profile forbids.
    case wrongKeyUsage(KeyUsage?)
    /// Extended key usage has no client authentication. The payload is empty when the required extension is missing.
    case notForClientAuthentication([OID])

    // The person
    case missingField(OID)
    case repeatedField(OID)
    /// The subject's serialNumber does not have the profile's format.
    case malformedIdentifier(String)
    /// The identifier is an organisation's tax number.
    case organizationIdentifier(String)
    case wrongCheckLetter(String)
    /// The alternative name has no identifier although the profile requires one.
    case alternativeIdentifierMissing
    case alternativeIdentifierDiffers(subject: String, alternative: String)
    /// Two parts of the certificate have different names.
    case namesDiffer(OID)

    // Its path
    /// The issuer's name is known, but its key did not sign the certificate.
    case wrongSignature(issuer: String)
    /// The path is valid, but ends at an anchor that may not issue certificates of this profile.
    case profileOfAnotherIssuer(profile: String, issuer: String)
    /// Signed with SHA-1, or by an authority whose key is too short.
    case weakSignature(issuer: String)
    case revoked(on: Date, reason: RevocationReason?)
    case authorityNotCurrent(String)
    case authorityRevoked(String, on: Date)
    case revocationListMissing(issuer: String)
    case revocationListOutdated(issuer: String, since: Date)
    case revocationListNotYetValid(issuer: String, from: Date)
    /// Its signature is invalid, its issuer may not sign lists, or it has an unknown critical extension.
    case revocationListUnverifiable(issuer: String)
    /// Any other rule of RFC 5280. The payload is OpenSSL's text.
    case invalidPath(String)
}
