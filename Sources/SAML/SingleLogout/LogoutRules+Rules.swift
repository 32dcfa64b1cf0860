import Foundation
import XML

extension LogoutRules {
    /// Core §3.7.1: the request is invalid from NotOnOrAfter.
    static func requestIsNotOver(_ message: LogoutRequest, skew: Duration, now: Date) throws(RuleViolation) {
        guard let end = message.notOnOrAfter, now >= end.addingTimeInterval(skew.timeInterval) else { return }
        throw .expired(notOnOrAfter: end, now: now)
    }

    /// Core §3.7.1: the request identifies the principal. EncryptedID is not supported yet; a BaseID has no meaning in
    /// SAML itself.
    static func nameID(of message: LogoutRequest) throws(RuleViolation) -> NameID {
        switch message.principal {
        case .named(let nameID): return nameID
        case .other(let element): throw .identifier(received: "\(element.name)")
        }
    }

    /// Core §3.2.2: InResponseTo has the ID of the request.
    static func answersTheRequest(_ message: LogoutResponse, _ request: MessageID) throws(RuleViolation) {
        guard message.inResponseTo == request else {
            throw .inResponseTo(expected: request, received: message.inResponseTo)
        }
    }

    /// Core §3.2.2.2, §3.7.3.2: Success reports that the session ended, a PartialLogout below it that not all sessions
    /// did.
    static func outcome(of status: Status) -> AcceptedLogoutResponse.Outcome {
        guard status.isSuccess else { return .failed(status) }
        return status.subcodes.contains(.partialLogout) ? .endedInPart : .ended
    }

    /// Core §3.2.2.2, §4.1.3: returns the outcome to report to the sender of a request that breaks this rule, or nil
    /// when nothing may be reported.
    static func outcome(of violation: RuleViolation) -> LogoutOutcome? {
        switch violation {
        case .version(let received): .versionMismatch(received: received)
        case .issueInstant, .expired: .outOfTime
        case .identifier: .unsupportedIdentifier
        case .issuer, .issuerFormat, .metadataExpired, .role, .destination, .noSingleLogoutService,
            .inResponseTo, .indexBesideAddress, .assertionConsumerServiceIndex, .assertionConsumerServiceURL,
            .noAssertionConsumerService, .unsignedRequestChoosesAddress, .tooLargeToKeep:
            nil
        }
    }
}
