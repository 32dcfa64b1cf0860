public import XMLSecurity

/// The reason why a message could not be authenticated.
public enum VerificationFailure: Error, Hashable, Sendable {
    /// The signature is absent or invalid.
    case signature(SignatureFailure)
    /// The signed content is not a valid message.
    case content(DecodingFailure)
    /// The signed content names another issuer than the one whose keys were used.
    case issuer(expected: EntityID, received: EntityID?)
}
