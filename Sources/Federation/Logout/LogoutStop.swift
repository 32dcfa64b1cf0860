package import SAML

/// One service on the way of a logout.
package struct LogoutStop: Hashable, Codable, Sendable {
    /// How a service is told.
    package enum Route: String, Hashable, Codable, Sendable {
        /// The browser carries the request there, so that the service sees its own cookie.
        case browser
        /// Our server sends it to the service's, by SOAP.
        case server
    }

    /// How a service fared.
    package enum Ending: String, Hashable, Codable, Sendable {
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

        /// Whether it is the service itself that says so.
        package var isAnswer: Bool {
            switch self {
            case .ended, .endedInPart, .refused: true
            case .silent, .unreachable, .noWay: false
            }
        }
    }

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
    package init(_ participations: [SessionParticipation], by routes: [Route]) {
        precondition(!participations.isEmpty, "a stop is for at least one session")
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

extension LogoutStop {
    /// The stops of a logout: one for each service and name, in the order in which the services came; of several names at
    /// one service the last one first.
    ///
    /// - Parameter routes: how a service can be told.
    package static func stops(
        for participations: [SessionParticipation], routes: (EntityID) -> [Route]
    ) -> [LogoutStop] {
        unique(participations.map(\.service)).flatMap { service in
            let own = participations.filter { $0.service == service }
            return unique(own.reversed().map(\.nameID)).map { name in
                LogoutStop(own.filter { $0.nameID == name }, by: routes(service))
            }
        }
    }

    private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}
