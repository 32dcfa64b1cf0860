package import Federation

/// Why a step of a login did not happen, other than a person's slip.
package enum SignInError: Error, Hashable, Sendable {
    /// There is no such login, or this browser did not begin it.
    case unknownLogin
    /// There is no such logout, or this browser did not begin it.
    case unknownLogout
    /// The page that was used belongs to another moment of the journey.
    case impossible(ImpossibleMove)
    /// Somebody else moved the login in the meantime: another tab, or a second click.
    case overtaken
    /// The session that was to answer has ended, or the person may not be identified any more: nothing was answered.
    case sessionEnded
    /// The citizen has to be asked first whether the service may be told.
    case consentMissing
    /// Too much work is under way; nothing was lost.
    case overloaded
}
