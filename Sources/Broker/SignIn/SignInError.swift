package import Federation

/// The reason why a step of a login failed, other than a citizen's mistake.
package enum SignInError: Error, Hashable, Sendable {
    /// There is no login with this ID, or another browser began it.
    case unknownLogin
    /// There is no logout with this ID, or another browser began it.
    case unknownLogout
    /// The submitted page does not match the login's present step.
    case impossible(ImpossibleMove)
    /// Another request moved the login meanwhile: another tab, or a second click.
    case overtaken
    /// The session that proves the login has ended, or the person may no longer be identified. No answer was made.
    case sessionEnded
    /// The citizen must first be asked for consent.
    case consentMissing
    /// The broker is overloaded. No data was lost.
    case overloaded
}
