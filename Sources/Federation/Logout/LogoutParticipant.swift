package import Octets
package import SAML

/// One service provider in a logout, with its sessions under one NameID.
package struct LogoutParticipant: Hashable, Decodable, Sendable {
    /// The way in which the LogoutRequest reaches the service provider.
    package enum Route: String, Hashable, Decodable, Sendable {
        /// Through the browser, so that the service provider receives its own cookie.
        case browser
        /// From the broker's server to the service provider's server, by SOAP.
        case server
    }

    /// The result of the logout at a service provider. The raw values are stored and appear in the audit trail.
    package enum Outcome: String, Hashable, Decodable, Sendable {
        /// The service provider reports that its session has ended.
        case ended
        /// The service provider reports that its session has ended, but not a session that depends on it
        /// (PartialLogout).
        case endedInPart
        /// The service provider reports a failure.
        case refused
        /// The request was sent, or could not be delivered by SOAP, and no valid answer came in time.
        case noAnswer = "silent"
        /// The server of the service provider answers neither the browser nor the broker's server.
        case unreachable
        /// The metadata has no endpoint to which the request can be sent.
        case noEndpoint = "noWay"
        /// The request must go through the browser that has the session, and the logout runs in another browser.
        case otherBrowser = "elsewhere"

        /// Whether the result comes from the service provider itself.
        package var isAnswer: Bool {
            switch self {
            case .ended, .endedInPart, .refused: true
            case .noAnswer, .unreachable, .noEndpoint, .otherBrowser: false
            }
        }
    }

    /// The broker's session. A request through the browser goes only through the browser that has this session.
    package let session: String
    /// The sessions of the service provider, all under one NameID. Never empty.
    package let participations: [SessionParticipation]
    /// The remaining routes, the best one first.
    package private(set) var routes: [Route]
    /// The requests that were sent, the newest at the end.
    package private(set) var requests: [MessageID] = []
    /// Whether a request was sent by the current route.
    package private(set) var isRequestSent = false
    /// The result; nil until the logout at this service provider is finished.
    package internal(set) var outcome: Outcome?

    /// - Parameter routes: empty when the service provider has no logout endpoint.
    package init(_ participations: [SessionParticipation], of session: String, by routes: [Route]) {
        precondition(!participations.isEmpty, "a participant has at least one session")
        self.session = session
        self.participations = participations
        self.routes = routes
        outcome = routes.isEmpty ? .noEndpoint : nil
    }

    package var service: EntityID { participations[0].service }

    /// The current route; nil when the logout at this service provider is finished.
    package var route: Route? { outcome == nil ? routes.first : nil }

    mutating func recordRequest(_ request: MessageID) {
        requests.append(request)
        isRequestSent = true
    }

    mutating func conclude(as outcome: Outcome) {
        if !outcome.isAnswer {
            routes = Array(routes.dropFirst())
            isRequestSent = false
            guard routes.isEmpty else { return }
        }
        self.outcome = outcome
    }
}

extension LogoutParticipant {
    /// One participation of a service provider in a session of the broker.
    package struct Share: Hashable, Sendable {
        package let session: String
        package let participation: SessionParticipation

        package init(_ participation: SessionParticipation, in session: String) {
            self.participation = participation
            self.session = session
        }
    }

    /// Returns the participants of a logout: one for each session, service provider and NameID, in the order in which
    /// the service providers joined. If a service provider got several NameIDs, the newest is first.
    ///
    /// - Parameters:
    ///   - shares: the participations, the earliest first.
    ///   - routes: returns the routes to a service provider.
    package static func participants(for shares: [Share], routes: (EntityID) -> [Route]) -> [LogoutParticipant] {
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
extension LogoutParticipant.Outcome: FieldCodable {}

extension LogoutParticipant {
    /// The keys of the JSON that release 15 sealed.
    private enum CodingKeys: String, CodingKey {
        case session, participations, routes, requests
        case isRequestSent = "isAsked"
        case outcome = "ending"
    }
}

extension LogoutParticipant: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(session, participations, routes, requests, isRequestSent, outcome)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        session = try fields.read()
        participations = try fields.read()
        routes = try fields.read()
        requests = try fields.read()
        isRequestSent = try fields.read()
        outcome = try fields.read()
        guard !participations.isEmpty else { throw .malformed("LogoutParticipant without a session") }
    }
}
