/// The reason why configured trust cannot be used. Reported to the operator at start.
package enum CertificateTrustError: Error, Hashable {
    /// The octets are neither PEM nor DER.
    case unreadableCertificate
    case unreadableRevocationList
    /// The file has a PEM block of another kind, for example a private key.
    case unexpectedBlock(label: String)
    /// There is no anchor, so no certificate could be accepted.
    case noAnchor
    /// An anchor must be a self-signed certification authority, because a path ends there.
    case notAnAnchor(subject: String)
    /// An intermediate must be a certification authority.
    case notAnAuthority(subject: String)
    case revocationListWithoutNextUpdate(issuer: String)
    /// The list is signed with SHA-1, MD5 or an unknown algorithm.
    case revocationListWeaklySigned(issuer: String)
    /// OpenSSL refused the object, or there was not enough memory.
    case libraryFailure
}
