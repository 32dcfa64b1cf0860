public import Foundation
import XML

/// A wish to end sessions that may be acted upon.
///
/// Who sent it is known, it was meant for this place and for now. ``LogoutRules`` alone makes one. One thing is left for
/// whoever takes it: remember ``id`` and ``issuer`` until ``replayableUntil``, and refuse a request seen before.
public struct AcceptedLogoutRequest: Hashable, Sendable {
    /// The request's own name.
    public let id: MessageID
    /// Who sent it.
    public let issuer: EntityID
    /// The name of the person, as the sender writes it.
    public let nameID: NameID
    /// The sessions meant; empty for all of the person's with this service.
    @Exact public private(set) var sessionIndexes: [String]
    /// Why; nil when not said.
    public let reason: LogoutReason?
    /// How it came.
    public let binding: Binding
    /// Where the answer goes.
    public let replyTo: LogoutReplyTo
    /// The time until which the request must be remembered: some broker may accept it again before.
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

    /// Whether the sender wants no answer.
    public var isAsynchronous: Bool { replyTo.way == .none }

    /// Those of the sessions that the sender may end and means: they were opened for this very service under this very
    /// name, and have one of the SessionIndexes, where any is given.
    ///
    /// None is to be answered with ``LogoutOutcome/unknownPrincipal``.
    /// - Parameters:
    ///   - participations: what services were told, of the present session or of all.
    ///   - identityProvider: our own entityID.
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

/// What a service answered to a logout request of ours.
public struct AcceptedLogoutResponse: Hashable, Sendable {
    /// How the service fared.
    public enum Outcome: Hashable, Sendable {
        /// The session there has ended.
        case ended
        /// The session there has ended, but not wherever it leads.
        case endedInPart
        /// It has not, or the service does not say so.
        case failed(Status)
    }

    /// The response's own name.
    public let id: MessageID
    /// Who answered.
    public let issuer: EntityID
    /// The request of ours.
    public let inResponseTo: MessageID
    /// How it fared.
    public let outcome: Outcome
    /// What came back with it.
    @Exact public private(set) var relayState: String?

    fileprivate init(_ response: Verified<LogoutResponse>, inResponseTo: MessageID, outcome: Outcome) {
        id = response.message.id
        issuer = response.signer
        self.inResponseTo = inResponseTo
        self.outcome = outcome
        relayState = response.relayState
    }
}

/// The rules of the Single Logout profile, seen from the identity provider.
/// - SeeAlso: Profiles §4.4; Core §3.7.
public enum LogoutRules {
    /// Judges a service's wish to end sessions.
    ///
    /// The order is deliberate: first what leaves nobody to answer, then where the answer would go, and only then what can
    /// be told to the service; see ``refusal(of:from:breaking:)``.
    /// - Parameters:
    ///   - request: the request.
    ///   - entity: the metadata with whose keys it was verified.
    ///   - location: the address at which it arrived, as our own metadata writes it.
    ///   - skew: by how much clocks may differ, in either direction.
    ///   - now: the present instant.
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

    /// What to answer to a request that breaks a rule, where the standard lets anything be answered.
    /// - Returns: nil when nothing may be sent to anybody: it is not known to be from that service, or was not meant for
    ///   this place, or there is no address.
    public static func refusal(
        of request: Verified<LogoutRequest>, from entity: EntityDescriptor, breaking violation: RuleViolation
    ) -> (replyTo: LogoutReplyTo, outcome: LogoutOutcome)? {
        guard let outcome = outcome(of: violation), request.signer == entity.entityID,
            let service = entity.serviceProvider, let replyTo = try? replyTo(request, of: service)
        else { return nil }
        return (replyTo, outcome)
    }

    /// Judges a service's answer to a request of ours.
    /// - Parameters:
    ///   - response: the answer.
    ///   - entity: the metadata of the service that was asked, with whose keys it was verified.
    ///   - request: the request of ours that this browser, or this exchange, carried to it.
    ///   - location: the address at which it arrived, as our own metadata writes it.
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
    /// The request that it says to answer, believed of nobody yet: it tells which logout to go on with.
    public var claimedInResponseTo: MessageID? {
        element.attribute(XMLName(.none, "InResponseTo")).map(MessageID.init(rawValue:))
    }
}
