import SAML

/// The reason why an answer is rejected. Nothing in it is shown or used, and the browser is not signed in.
///
/// The answer may come from an attacker through a victim's browser, so the page shows few details. The log names the
/// violated rule.
enum AnswerProblem: Error, Hashable, Sendable {
    /// The form is not a SAML Response.
    case unreadable(BindingFailure)
    /// The answer is from another identity provider.
    case stranger(expected: EntityID, received: EntityID)
    /// No valid signature covers the answer.
    case unverified(VerificationFailure)
    /// The answer belongs to no pending request.
    case notAwaited(MessageID?)
    /// The answer violates a rule of the profile.
    case rule(ResponseViolation)
    /// A refusal without a signature, which any sender could have written.
    case unsignedRefusal
    /// The RelayState differs from the value that was sent.
    case relayState
    /// ForceAuthn was requested, and the authentication is older than the request.
    case staleProof
    /// The NameID has another format than the requested one.
    case nameIDFormat(expected: NameIDFormat, received: NameIDFormat?)
    /// The assertion was accepted before.
    case replayed(MessageID)
    /// The identity provider's metadata has expired.
    case noIdentityProvider
    /// The answer is slow to verify, and too many slow answers wait.
    case tooManyAtOnce

    /// A stable code for the page and the log.
    var code: String {
        switch self {
        case .unreadable: "unreadable"
        case .stranger: "stranger"
        case .unverified: "unverified"
        case .notAwaited: "not-awaited"
        case .rule: "rule"
        case .unsignedRefusal: "unsigned-refusal"
        case .relayState: "relay-state"
        case .staleProof: "stale-proof"
        case .nameIDFormat: "name-id-format"
        case .replayed: "replayed"
        case .noIdentityProvider: "no-identity-provider"
        case .tooManyAtOnce: "too-many-at-once"
        }
    }
}
