/// Why configured trust cannot be used; found at start, for the operator.
package enum CertificateTrustError: Error, Hashable {
    /// The octets hold neither PEM nor DER.
    case unreadableCertificate
    case unreadableRevocationList
    /// A PEM block of another kind, for instance a private key.
    case unexpectedBlock(label: String)
    /// No anchor at all: nobody could ever come in.
    case noAnchor
    /// An anchor must be a self-signed certification authority: a path ends there.
    case notAnAnchor(subject: String)
    /// An intermediate must be a certification authority.
    case notAnAuthority(subject: String)
    case revocationListWithoutNextUpdate(issuer: String)
    /// Signed with SHA-1, MD5 or an unknown algorithm.
    case revocationListWeaklySigned(issuer: String)
    /// OpenSSL refused the object, or memory is out.
    case libraryFailure
}
