public import XMLSecurity

/// Why a message is not the word of who claims to have sent it.
public enum VerificationFailure: Error, Hashable, Sendable {
    /// There is no signature, or it does not hold.
    case signature(SignatureFailure)
    /// What was signed is not the message.
    case content(DecodingFailure)
    /// What was signed names another issuer than what was read first.
    case issuer(expected: EntityID, received: EntityID?)
}
