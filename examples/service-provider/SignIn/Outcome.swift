/// The result of a sign-in whose answer was accepted.
enum Outcome: Hashable, Sendable {
    case signedIn(SignedIn)
    case refused(Refusal)
}
