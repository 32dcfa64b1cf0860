package import Foundation
package import Octets
package import SAML

/// A logout in progress.
///
/// The broker's own session has ended already. The broker notifies the service providers that shared the session, one
/// after another, and keeps the result of each.
///
/// - SeeAlso: SAML Profiles 2.0 §4.4.3.
package struct Logout: Hashable, Decodable, Sendable {
    package let startedAt: Date

    /// The request to answer at the end; nil when the citizen started the logout on the broker's own page.
    package let replyTo: LogoutReplyTo?

    /// The session on whose page the citizen started the logout; the same browser has this session. Nil when a service
    /// provider sent a LogoutRequest, because any browser can have brought it.
    package let begunIn: String?

    /// The participants, in the order in which they are notified. Participants by SOAP come first, because a request
    /// through the browser can end at a service provider that does not send the browser back.
    package private(set) var participants: [LogoutParticipant]

    package init(replyTo: LogoutReplyTo?, begunIn: String? = nil, participants: [LogoutParticipant], at now: Date) {
        self.replyTo = replyTo
        self.begunIn = begunIn
        self.participants = participants.filter { $0.route != .browser } + participants.filter { $0.route == .browser }
        startedAt = now
    }

    /// The current participant: the first one without a result.
    package var current: LogoutParticipant? { participants.first { $0.outcome == nil } }

    /// Whether every participant has a result.
    package var isOver: Bool { current == nil }

    /// The result that is reported to the service provider that sent the LogoutRequest. `endedInPart` unless every
    /// participant ended its session. Core §3.7.3.2.
    package var outcome: LogoutOutcome {
        services(where: { _ in true }).allSatisfy { $0.outcome == .ended } ? .ended : .endedInPart
    }

    /// The result at one service provider, for all NameIDs of the person.
    package struct Service: Hashable, Sendable {
        package let entityID: EntityID
        /// The result; nil until the logout at this service provider is finished.
        package let outcome: LogoutParticipant.Outcome?
        /// Whether this is the current service provider.
        package let isCurrent: Bool
    }

    /// The service providers that shared one session, each once. Only the browser of that session may see them.
    package func services(of session: String?) -> [Service] { services { $0.session == session } }

    /// Whether a service provider can still have an open session that belongs to another session than this one.
    package func isOpen(outside session: String?) -> Bool {
        services { $0.session != session }.contains { $0.outcome != .ended }
    }

    private func services(where isIncluded: (LogoutParticipant) -> Bool) -> [Service] {
        let included = participants.filter(isIncluded)
        var seen: Set<EntityID> = []
        return included.map(\.service).filter { seen.insert($0).inserted }.map { service in
            let own = included.filter { $0.service == service }
            return Service(
                entityID: service, outcome: Self.outcome(of: own), isCurrent: current.map(own.contains) ?? false)
        }
    }

    /// Returns the worst result of several sessions.
    private static func outcome(of participants: [LogoutParticipant]) -> LogoutParticipant.Outcome? {
        let sessions = Set(participants.map(\.session)).map { session in
            outcomeOfNames(participants.filter { $0.session == session })
        }
        guard !sessions.contains(nil) else { return nil }
        return sessions.compactMap(\.self).first { $0 != .ended } ?? .ended
    }

    /// Returns the result for several NameIDs in one session.
    ///
    /// A service provider that got several NameIDs knows the person by the newest one, which is first. If the session
    /// under that NameID has ended, the service provider may refuse the requests for the earlier ones.
    private static func outcomeOfNames(_ participants: [LogoutParticipant]) -> LogoutParticipant.Outcome? {
        let outcomes = participants.compactMap(\.outcome)
        guard outcomes.count == participants.count else { return nil }
        guard outcomes[0] == .ended else { return outcomes[0] }
        return outcomes.first { $0 != .ended && $0 != .refused } ?? .ended
    }

    /// Records that a request was sent to the current service provider.
    package mutating func recordRequest(_ request: MessageID) {
        changeCurrent { $0.recordRequest(request) }
    }

    /// Records the result of the current route to the current service provider.
    ///
    /// Without an answer, the next route of the service provider becomes current. After the last route, or with an
    /// answer, the next service provider becomes current.
    ///
    /// - Returns: whether the logout at this service provider is finished.
    @discardableResult
    package mutating func conclude(as outcome: LogoutParticipant.Outcome) -> Bool {
        var isSettled = false
        changeCurrent { participant in
            participant.conclude(as: outcome)
            isSettled = participant.outcome != nil
        }
        return isSettled
    }

    /// Records the answer of a service provider. The answer can be late.
    ///
    /// - Returns: the changed participant; nil when this request was not sent to this service provider, and when the
    ///   session has already ended by an earlier answer.
    package mutating func settle(
        _ request: MessageID, of service: EntityID, as outcome: LogoutParticipant.Outcome
    ) -> LogoutParticipant? {
        let known = participants.firstIndex { $0.service == service && $0.requests.contains(request) }
        guard let known, participants[known].outcome != .ended else { return nil }
        participants[known].outcome = outcome
        return participants[known]
    }

    private mutating func changeCurrent(_ change: (inout LogoutParticipant) -> Void) {
        guard let index = participants.firstIndex(where: { $0.outcome == nil }) else { return }
        change(&participants[index])
    }
}

extension Logout {
    /// The keys of the JSON that release 15 sealed.
    private enum CodingKeys: String, CodingKey {
        case startedAt, replyTo, begunIn
        case participants = "stops"
    }
}

extension Logout: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(startedAt, replyTo, begunIn, participants)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        startedAt = try fields.read()
        replyTo = try fields.read()
        begunIn = try fields.read()
        participants = try fields.read()
    }
}
