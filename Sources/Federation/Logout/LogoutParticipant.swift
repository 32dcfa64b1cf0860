package import Octets
package import SAML

/// One service on the way of a logout.
package struct LogoutParticipant: Hashable, Decodable, Sendable {
    /// How a service is told.
    package enum Route: String, Hashable, Decodable, Sendable {
        /// The browser carries the request there, so that the service sees its own cookie.
        case browser
        /// Our server sends it to the service's, by SOAP.
        case server
    }

    /// How a service fared.
    package enum Ending: String, Hashable, Decodable, Sendable {
        /// It says that its session has ended.
        case ended
        /// It says so, and that a session which it had led on to has not.
        case endedInPart
        /// It says something else.
        case refused
        /// The browser went there, or our server did, and no answer came in time, or none that can be believed.
        case silent
        /// It cannot be reached at all.
        case unreachable
        /// Its metadata does not say how one could tell it.
        case noWay
        /// Only the browser that has that session could carry a request there, and another one is here.
        case elsewhere

        /// Whether it is the service itself that says so.
        package var isAnswer: Bool {
            switch self {
            case .ended, .endedInPart, .refused: true
            case .silent, .unreachable, .noWay, .elsewhere: false
            }
        }
    }

    /// The session of ours that was shared: requests go by the browser that has it, and by no other.
    package let session: String
    /// What the service was told: its sessions under one name. Never empty.
    package let participations: [SessionParticipation]
    /// The ways that are left, the best one first.
    package private(set) var routes: [Route]
    /// The requests that were sent, the last one at the end.
    package private(set) var requests: [MessageID] = []
    /// Whether a request went out by the present way.
    package private(set) var isAsked = false
    /// Nil while there is something left to do.
    package internal(set) var ending: Ending?

    /// - Parameter routes: none when the service has no address for it.
    package init(_ participations: [SessionParticipation], of session: String, by routes: [Route]) {
        precondition(!participations.isEmpty, "a stop is for at least one session")
        self.session = session
        self.participations = participations
        self.routes = routes
        ending = routes.isEmpty ? .noWay : nil
    }

    package var service: EntityID { participations[0].service }

    /// The way that is taken now, or is to be taken; nil when nothing is left to do.
    package var route: Route? { ending == nil ? routes.first : nil }

    mutating func ask(_ request: MessageID) {
        requests.append(request)
        isAsked = true
    }

    mutating func conclude(as ending: Ending) {
        if !ending.isAnswer {
            routes = Array(routes.dropFirst())
            isAsked = false
            guard routes.isEmpty else { return }
        }
        self.ending = ending
    }
}

extension LogoutParticipant {
    /// What a service was told in one session of ours.
    package struct Share: Hashable, Sendable {
        package let session: String
        package let participation: SessionParticipation

        package init(_ participation: SessionParticipation, in session: String) {
            self.participation = participation
            self.session = session
        }
    }

    /// The stops of a logout: one for each session, service and name, in the order in which the services came; of several
    /// names at one service the last one first.
    ///
    /// - Parameters:
    ///   - shares: the earliest first.
    ///   - routes: how a service can be told.
    package static func stops(for shares: [Share], routes: (EntityID) -> [Route]) -> [LogoutParticipant] {
        unique(shares.map { Place(session: $0.session, service: $0.participation.service) }).flatMap { place in
            let own = shares.filter { $0.session == place.session }.map(\.participation)
                .filter { $0.service == place.service }
            return unique(own.reversed().map(\.nameID)).map { name in
                LogoutParticipant(own.filter { $0.nameID == name }, of: place.session, by: routes(place.service))
            }
        }
    }

    private struct Place: Hashable {
        let session: String
        let service: EntityID
    }

    private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}

extension LogoutParticipant.Route: FieldCodable {}
extension LogoutParticipant.Ending: FieldCodable {}

extension LogoutParticipant: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(session)
        fields.write(participations)
        fields.write(routes)
        fields.write(requests)
        fields.write(isAsked)
        fields.write(ending)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        session = try fields.read()
        participations = try fields.read()
        routes = try fields.read()
        requests = try fields.read()
        isAsked = try fields.read()
        ending = try fields.read()
        guard !participations.isEmpty else { throw .malformed("LogoutParticipant without a session") }
    }
}
