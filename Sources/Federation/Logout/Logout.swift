package import Foundation
package import Octets
package import SAML

/// A logout on its way. Our own session has ended already; the services that shared it are told one after another, and
/// for each it is written down how it fared.
///
/// - SeeAlso: SAML Profiles 2.0 §4.4.3.
package struct Logout: Hashable, Decodable, Sendable {
    package let startedAt: Date

    /// Where the answer goes; nil when the citizen asked for it at our own page.
    package let replyTo: LogoutReplyTo?

    /// The session at whose own page the citizen began it: then the browser that began it is that session's. Nil where a
    /// service asked, whose request any browser may have brought.
    package let begunIn: String?

    /// The services to tell, in the order in which they are told: those over which nothing can hang come first.
    package private(set) var stops: [LogoutParticipant]

    package init(replyTo: LogoutReplyTo?, begunIn: String? = nil, stops: [LogoutParticipant], at now: Date) {
        self.replyTo = replyTo
        self.begunIn = begunIn
        self.stops = stops.filter { $0.route != .browser } + stops.filter { $0.route == .browser }
        startedAt = now
    }

    /// The one that is told now: the first without an ending.
    package var current: LogoutParticipant? { stops.first { $0.ending == nil } }

    /// Whether every service has been told, or given up.
    package var isOver: Bool { current == nil }

    /// What the service that asked is told: the truth about the others. Core §3.7.3.2.
    package var outcome: LogoutOutcome {
        services(where: { _ in true }).allSatisfy { $0.ending == .ended } ? .ended : .endedInPart
    }

    /// How one service fared, whatever names it knows the person by.
    package struct Service: Hashable, Sendable {
        package let entityID: EntityID
        /// Nil while something is left to do.
        package let ending: LogoutParticipant.Ending?
        /// Whether it is the one that is told now.
        package let isCurrent: Bool
    }

    /// The services that shared one session, each once: nobody but that session's browser may know of them.
    package func services(of session: String?) -> [Service] { services { $0.session == session } }

    /// Whether another session than that may still be open somewhere.
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

    /// Of several sessions the worst.
    private static func ending(_ stops: [LogoutParticipant]) -> LogoutParticipant.Ending? {
        let sessions = Set(stops.map(\.session)).map { session in
            endingOfNames(stops.filter { $0.session == session })
        }
        guard !sessions.contains(nil) else { return nil }
        return sessions.compactMap(\.self).first { $0 != .ended } ?? .ended
    }

    /// Who was given several names knows the person by the last one, which comes first: where that session has ended, the
    /// service is right to know nothing of the earlier ones.
    private static func endingOfNames(_ stops: [LogoutParticipant]) -> LogoutParticipant.Ending? {
        let endings = stops.compactMap(\.ending)
        guard endings.count == stops.count else { return nil }
        guard endings[0] == .ended else { return endings[0] }
        return endings.first { $0 != .ended && $0 != .refused } ?? .ended
    }

    /// Writes down that a request is on its way to the present service.
    package mutating func ask(_ request: MessageID) {
        changeCurrent { $0.ask(request) }
    }

    /// Writes down how the present way to the present service ended: with an answer, or without one, and then its next way
    /// is taken, or the next service's.
    ///
    /// - Returns: whether nothing is left to do there.
    @discardableResult
    package mutating func conclude(as ending: LogoutParticipant.Ending) -> Bool {
        var isSettled = false
        changeCurrent { stop in
            stop.conclude(as: ending)
            isSettled = stop.ending != nil
        }
        return isSettled
    }

    /// Writes down what a service has answered, late or in time.
    ///
    /// - Returns: the stop, when it changed by that; nil for a request that this service was never sent, and for a second
    ///   answer to one that had already ended its session.
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
        fields.write(startedAt)
        fields.write(replyTo)
        fields.write(begunIn)
        fields.write(stops)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        startedAt = try fields.read()
        replyTo = try fields.read()
        begunIn = try fields.read()
        stops = try fields.read()
    }
}
