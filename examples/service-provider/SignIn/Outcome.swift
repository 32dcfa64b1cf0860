/// How a sign-in ended, when the identity provider's answer could be believed.
enum Outcome: Hashable, Sendable {
    case signedIn(SignedIn)
    case refused(Refusal)
}
