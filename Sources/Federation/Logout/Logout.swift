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
    package private(set) var stops: [LogoutParticipant]

    package init(replyTo: LogoutReplyTo?, begunIn: String? = nil, stops: [LogoutParticipant], at now: Date) {
        self.replyTo = replyTo
        self.begunIn = begunIn
        self.stops = stops.filter { $0.route != .browser } + stops.filter { $0.route == .browser }
        startedAt = now
    }

    /// The current participant: the first one without a result.
    package var current: LogoutParticipant? { stops.first { $0.ending == nil } }

    /// Whether every participant has a result.
    package var isOver: Bool { current == nil }

    /// The result that is reported to the service provider that sent the LogoutRequest. `endedInPart` unless every
    /// participant ended its session. Core §3.7.3.2.
    package var outcome: LogoutOutcome {
        services(where: { _ in true }).allSatisfy { $0.ending == .ended } ? .ended : .endedInPart
    }

    /// The result at one service provider, for all NameIDs of the person.
    package struct Service: Hashable, Sendable {
        package let entityID: EntityID
        /// The result; nil until the logout at this service provider is finished.
        package let ending: LogoutParticipant.Ending?
        /// Whether this is the current service provider.
        package let isCurrent: Bool
    }

    /// The service providers that shared one session, each once. Only the browser of that session may see them.
    package func services(of session: String?) -> [Service] { services { $0.session == session } }

    /// Whether a service provider can still have an open session that belongs to another session than this one.
    package func isOpenElsewhere(than session: String?) -> Bool {
        services { $0.session != session }.contains { $0.ending != .ended }
    }

    private func services(where isMeant: (LogoutParticipant) -> Bool) -> [Service] {
        let meant = stops.filter(isMeant)
        var seen: Set<EntityID> = []
        return meant.map(\.service).filter { seen.insert($0).inserted }.map { service in
            let own = meant.filter { $0.service == service }
            return Service(
                entityID: service, ending: Self.ending(own), isCurrent: current.map(own.contains) ?? false)
        }
    }

    /// Returns the worst result of several sessions.
    private static func ending(_ stops: [LogoutParticipant]) -> LogoutParticipant.Ending? {
        let sessions = Set(stops.map(\.session)).map { session in
            endingOfNames(stops.filter { $0.session == session })
        }
        guard !sessions.contains(nil) else { return nil }
        return sessions.compactMap(\.self).first { $0 != .ended } ?? .ended
    }

    /// Returns the result for several NameIDs in one session.
    ///
    /// A service provider that got several NameIDs knows the person by the newest one, which is first. If the session
    /// under that NameID has ended, the service provider may refuse the requests for the earlier ones.
    private static func endingOfNames(_ stops: [LogoutParticipant]) -> LogoutParticipant.Ending? {
        let endings = stops.compactMap(\.ending)
        guard endings.count == stops.count else { return nil }
        guard endings[0] == .ended else { return endings[0] }
        return endings.first { $0 != .ended && $0 != .refused } ?? .ended
    }

    /// Records that a request was sent to the current service provider.
    package mutating func ask(_ request: MessageID) {
        changeCurrent { $0.ask(request) }
    }

    /// Records the result of the current route to the current service provider.
    ///
    /// Without an answer, the next route of the service provider becomes current. After the last route, or with an
    /// answer, the next service provider becomes current.
    ///
    /// - Returns: whether the logout at this service provider is finished.
    @discardableResult
    package mutating func conclude(as ending: LogoutParticipant.Ending) -> Bool {
        var isSettled = false
        changeCurrent { stop in
            stop.conclude(as: ending)
            isSettled = stop.ending != nil
        }
        return isSettled
    }

    /// Records the answer of a service provider. The answer can be late.
    ///
    /// - Returns: the changed participant; nil when this request was not sent to this service provider, and when the
    ///   session has already ended by an earlier answer.
    package mutating func settle(
        _ request: MessageID, of service: EntityID, as ending: LogoutParticipant.Ending
    ) -> LogoutParticipant? {
        let known = stops.firstIndex { $0.service == service && $0.requests.contains(request) }
        guard let known, stops[known].ending != .ended else { return nil }
        stops[known].ending = ending
        return stops[known]
    }

    private mutating func changeCurrent(_ change: (inout LogoutParticipant) -> Void) {
        guard let index = stops.firstIndex(where: { $0.ending == nil }) else { return }
        change(&stops[index])
    }
}

extension Logout: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(startedAt, replyTo, begunIn, stops)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        startedAt = try fields.read()
        replyTo = try fields.read()
        begunIn = try fields.read()
        stops = try fields.read()
    }
}
