import SAML

/// Why an answer is not believed: nothing in it is shown or used, and nobody is signed in.
///
/// The browser that brought it may be a victim's, and its words an attacker's, so the page says little; the log says
/// which rule was broken.
enum AnswerProblem: Error, Hashable, Sendable {
    /// It is no SAML Response.
    case unreadable(BindingFailure)
    /// It is from another identity provider.
    case stranger(expected: EntityID, received: EntityID)
    /// The signatures do not cover it.
    case unverified(VerificationFailure)
    /// It answers no request that is open.
    case notAwaited(MessageID?)
    /// It breaks a rule of the profile.
    case rule(ResponseViolation)
    /// A refusal that anybody could have written.
    case unsignedRefusal
    /// Something else came back as RelayState than was sent.
    case relayState
    /// A proof made anew was asked for, and the one in the answer is older than the request.
    case staleProof
    /// Another kind of name than was asked for.
    case nameIDFormat(expected: NameIDFormat, received: NameIDFormat?)
    /// The assertion was taken before.
    case replayed(MessageID)
    /// The identity provider's metadata has run out.
    case noIdentityProvider
    /// It takes long to verify, and as many wait already as may.
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
