/// The outcome of a logout, as reported to the service that requested it.
/// - SeeAlso: Core §3.7.3.2, §3.2.2.2.
public enum LogoutOutcome: Hashable, Sendable {
    /// The session and the sessions of all participating services have ended.
    case ended
    /// The session has ended. At least one service could not be notified or did not confirm.
    case endedInPart
    /// The session has not ended: the citizen kept it, or an error occurred.
    case notEnded
    /// There is no session with this service for this NameID and SessionIndex.
    case unknownPrincipal
    /// The request was used before, or the service may not make it.
    case denied
    /// The request is too old, or its time is in the future.
    case outOfTime
    /// The principal is identified in an unsupported way.
    case unsupportedIdentifier
    /// The request has another version of SAML.
    case versionMismatch(received: String)

    /// The Status of the LogoutResponse.
    public var status: Status {
        switch self {
        case .ended: .success
        case .endedInPart: Status(.success, .partialLogout)
        case .notEnded: Status(.responder, .requestDenied, message: "the session has not ended")
        case .unknownPrincipal: Status(.requester, .unknownPrincipal, message: "no such session")
        case .denied: Status(.requester, .requestDenied, message: "the request is not granted")
        case .outOfTime: Status(.requester, .requestDenied, message: "the request is outside its period of validity")
        case .unsupportedIdentifier:
            Status(.requester, .requestUnsupported, message: "the principal must be identified by saml:NameID")
        case .versionMismatch(let received):
            Status(
                .versionMismatch, Self.isHigher(received) ? .requestVersionTooHigh : .requestVersionTooLow,
                message: "only version 2.0 is supported")
        }
    }

    /// Returns whether the version is higher than 2.0. Core §4.1.1: the two numbers are compared as numbers.
    private static func isHigher(_ version: String) -> Bool {
        let numbers = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        return numbers.lexicographicallyPrecedes([2, 1]) == false
    }
}
