/// How a logout ended here, as the service that asked is told.
/// - SeeAlso: Core §3.7.3.2, §3.2.2.2.
public enum LogoutOutcome: Hashable, Sendable {
    /// Our session has ended, and so has that of every service that took part.
    case ended
    /// Our session has ended; not every service could be told, or has confirmed it.
    case endedInPart
    /// Our session has not ended: the person kept it, or something failed here.
    case notEnded
    /// The service knows nobody here by that name, or not in that session.
    case unknownPrincipal
    /// The request may not be granted: it was used before, or it is not for this service to ask.
    case denied
    /// The request is too old, or from the future.
    case outOfTime
    /// The person is named in a way that cannot be read here.
    case unsupportedIdentifier
    /// The request is of another version of the standard.
    case versionMismatch(received: String)

    /// What the LogoutResponse says.
    public var status: Status {
        switch self {
        case .ended: .success
        case .endedInPart: Status(.success, .partialLogout)
        case .notEnded: Status(.responder, .requestDenied, message: "the session has not ended")
        case .unknownPrincipal: Status(.requester, .unknownPrincipal, message: "no such session")
        case .denied: Status(.requester, .requestDenied, message: "the request is not granted")
        case .outOfTime: Status(.requester, .requestDenied, message: "the request is out of its time")
        case .unsupportedIdentifier:
            Status(.requester, .requestUnsupported, message: "the person must be named by saml:NameID")
        case .versionMismatch(let received):
            Status(
                .versionMismatch, Self.isHigher(received) ? .requestVersionTooHigh : .requestVersionTooLow,
                message: "Version 2.0 is spoken here")
        }
    }

    /// Whether the version is above 2.0. Core §4.1.1: two numbers, compared as numbers.
    private static func isHigher(_ version: String) -> Bool {
        let numbers = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        return numbers.lexicographicallyPrecedes([2, 1]) == false
    }
}
