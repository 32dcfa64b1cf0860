public import Foundation
import XML

/// A logout request that passed all rules except the replay check.
///
/// Its sender is authenticated, and it was sent to this endpoint and is valid now. Only ``LogoutRules`` can make a
/// value. The caller must remember ``id`` and ``issuer`` until ``replayableUntil``, and refuse a request that was seen
/// before.
public struct AcceptedLogoutRequest: Hashable, Sendable {
    /// The ID of the request.
    public let id: MessageID
    /// The service that sent the request.
    public let issuer: EntityID
    /// The principal, as the sender identifies it.
    public let nameID: NameID
    /// The SessionIndexes of the sessions to end; empty for all sessions of the principal with this service.
    @Exact public private(set) var sessionIndexes: [String]
    /// The reason; nil when absent.
    public let reason: LogoutReason?
    /// The binding by which the request was received.
    public let binding: Binding
    /// The destination of the response.
    public let replyTo: LogoutReplyTo
    /// The time until which the request must be remembered. Before that, a broker may accept it again.
    public let replayableUntil: Date

    fileprivate init(
        _ request: Verified<LogoutRequest>, nameID: NameID, replyTo: LogoutReplyTo, replayableUntil: Date
    ) {
        id = request.message.id
        issuer = request.signer
        self.nameID = nameID
        sessionIndexes = request.message.sessionIndexes
        reason = request.message.reason
        binding = request.binding
        self.replyTo = replyTo
        self.replayableUntil = replayableUntil
    }

    /// Whether the sender asks for no response.
    public var isAsynchronous: Bool { replyTo.transport == .none }

    /// Returns the sessions that the request ends: those opened for its sender with its NameID and, if the request has
    /// SessionIndexes, with one of them.
    ///
    /// When there are none, answer with ``LogoutOutcome/unknownPrincipal``.
    /// - Parameters:
    ///   - participations: the participations of one session or of all sessions.
    ///   - identityProvider: the entityID of the identity provider.
    /// - SeeAlso: Core §3.7.3.2; Profiles §4.4.4.1.
    public func sessions(
        among participations: [SessionParticipation], of identityProvider: EntityID
    ) -> [SessionParticipation] {
        participations.filter { participation in
            guard participation.service == issuer,
                participation.nameID.isIdentical(to: nameID, between: identityProvider, and: issuer)
            else { return false }
            return sessionIndexes.isEmpty || participation.sessionIndex.map(sessionIndexes.containsExactly) == true
        }
    }
}

/// A service's response to a logout request of the identity provider, after all rules.
public struct AcceptedLogoutResponse: Hashable, Sendable {
    /// The outcome of the logout at the service.
    public enum Outcome: Hashable, Sendable {
        /// The session at the service has ended.
        case ended
        /// The session at the service has ended, but not at all services behind it.
        case endedInPart
        /// The session has not ended, or the service does not confirm it.
        case failed(Status)
    }

    /// The ID of the response.
    public let id: MessageID
    /// The service.
    public let issuer: EntityID
    /// The ID of the request.
    public let inResponseTo: MessageID
    /// The outcome of the logout at the service.
    public let outcome: Outcome
    /// The RelayState received with the response.
    @Exact public private(set) var relayState: String?

    fileprivate init(_ response: Verified<LogoutResponse>, inResponseTo: MessageID, outcome: Outcome) {
        id = response.message.id
        issuer = response.signer
        self.inResponseTo = inResponseTo
        self.outcome = outcome
        relayState = response.relayState
    }
}

/// The rules of the Single Logout profile, applied by the identity provider.
/// - SeeAlso: Profiles §4.4; Core §3.7.
public enum LogoutRules {
    /// Checks a service's logout request.
    ///
    /// The order is deliberate: first the rules after which no response can be sent, then the destination of the
    /// response, and then the rules whose violation can be reported to the service; see ``refusal(of:from:breaking:)``.
    /// - Parameters:
    ///   - request: the request.
    ///   - entity: the metadata whose keys verified the request.
    ///   - location: the URL at which the request was received, as Aldaba's metadata has it.
    ///   - skew: the maximum difference between clocks, in either direction.
    ///   - now: the current time.
    /// - Throws: `RuleViolation`: the first rule broken.
    public static func accept(
        _ request: Verified<LogoutRequest>, from entity: EntityDescriptor, at location: String,
        skew: Duration = .seconds(180), now: Date
    ) throws(RuleViolation) -> AcceptedLogoutRequest {
        let message = request.message
        let service = try MessageRules.serviceProvider(of: entity, now: now)
        try MessageRules.issuerIsTheEntity(message, entity)
        try MessageRules.issuerFormatIsEntity(message)
        try MessageRules.destinationIsHere(message, isRequired: request.binding != .soap, location: location)
        let replyTo = try replyTo(request, of: service)
        try MessageRules.versionIsTwo(message)
        try MessageRules.issueInstantIsNow(message, skew: skew, now: now)
        try requestIsNotOver(message, skew: skew, now: now)
        return AcceptedLogoutRequest(
            request, nameID: try nameID(of: message), replyTo: replyTo,
            replayableUntil: MessageFreshness(skew: skew).rememberUntil(message.issueInstant))
    }

    /// Returns the response to a request that breaks a rule, if the standard allows one.
    /// - Returns: nil when no response may be sent: the request is not known to be from that service, or was not for
    ///   this endpoint, or there is no endpoint for the response.
    public static func refusal(
        of request: Verified<LogoutRequest>, from entity: EntityDescriptor, breaking violation: RuleViolation
    ) -> (replyTo: LogoutReplyTo, outcome: LogoutOutcome)? {
        guard let outcome = outcome(of: violation), request.signer == entity.entityID,
            let service = entity.serviceProvider, let replyTo = try? replyTo(request, of: service)
        else { return nil }
        return (replyTo, outcome)
    }

    /// Checks a service's response to a logout request.
    /// - Parameters:
    ///   - response: the response.
    ///   - entity: the metadata of the service. Its keys verified the response.
    ///   - request: the ID of the logout request that was sent through this browser or in this exchange.
    ///   - location: the URL at which the response was received, as Aldaba's metadata has it.
    /// - Throws: `RuleViolation`: the first rule broken.
    public static func accept(
        _ response: Verified<LogoutResponse>, from entity: EntityDescriptor, inResponseTo request: MessageID,
        at location: String, skew: Duration = .seconds(180), now: Date
    ) throws(RuleViolation) -> AcceptedLogoutResponse {
        let message = response.message
        _ = try MessageRules.serviceProvider(of: entity, now: now)
        try MessageRules.issuerIsTheEntity(message, entity)
        try MessageRules.issuerFormatIsEntity(message)
        try MessageRules.destinationIsHere(message, isRequired: response.binding != .soap, location: location)
        try MessageRules.versionIsTwo(message)
        try MessageRules.issueInstantIsNow(message, skew: skew, now: now)
        try answersTheRequest(message, request)
        return AcceptedLogoutResponse(response, inResponseTo: request, outcome: outcome(of: message.status))
    }
}

extension Received where Message == LogoutResponse {
    /// The ID of the request, as the unauthenticated response has it. It only selects the logout to continue.
    public var claimedInResponseTo: MessageID? {
        element.attribute(XMLName(.none, "InResponseTo")).map(MessageID.init(rawValue:))
    }
}
