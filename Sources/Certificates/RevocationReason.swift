/// The reason of a revocation (RFC 5280 §5.3.1).
package enum RevocationReason: Int, Hashable, Sendable {
    case unspecified = 0
    case keyCompromise = 1
    case authorityCompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    /// The certificate is suspended and may become valid again.
    case hold = 6
    case privilegeWithdrawn = 9
    case attributeAuthorityCompromise = 10
}
