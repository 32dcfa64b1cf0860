/// Why a certificate was revoked (RFC 5280 §5.3.1).
package enum RevocationReason: Int, Hashable, Sendable {
    case unspecified = 0
    case keyCompromise = 1
    case authorityCompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    /// Suspended: it may come back.
    case hold = 6
    case privilegeWithdrawn = 9
    case attributeAuthorityCompromise = 10
}
