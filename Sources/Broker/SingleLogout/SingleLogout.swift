package import Federation
import Foundation
import Logging
package import SAML
package import Secrets
import Storage
import XML

/// Ends a session at the request of a service, and begins to notify the other services.
///
/// - SeeAlso: SAML Profiles 2.0 §4.4.
package struct SingleLogout: Sendable {
    private let logouts: Logouts

    package init(_ logouts: Logouts) {
        self.logouts = logouts
    }

    /// The result of a LogoutRequest: the next page of the browser, or the answer to the server.
    package enum Conclusion: Sendable {
        /// The answer to the service.
        case answer(LogoutBuilder.Delivery)
        /// A logout at the other services. The handle is for the cookie; nil when an earlier copy of the request has
        /// set it.
        case propagation(LogoutID, Handle?)
        /// The service wants no answer: the citizen stays at the broker's page.
        case noAnswer
    }

    /// Processes a LogoutRequest.
    ///
    /// - Parameter client: The network of the browser or server that sends it.
    /// - Throws: `Rejection` when there is no service to answer; a storage fault.
    package func receive(_ received: Received<LogoutRequest>, from client: ClientNetwork) async throws -> Conclusion {
        let now = logouts.time.now()
        guard let service = logouts.entities.serviceProvider(received.claimedIssuer) else {
            throw Rejection.unknownServiceProvider(received.claimedIssuer)
        }
        let request = try await received.verified(
            from: service, in: logouts.entities.verifications, for: .client(client))
        let settings = logouts.settings
        let accepted: AcceptedLogoutRequest
        do throws(RuleViolation) {
            accepted = try LogoutRules.accept(
                request, from: service.descriptor,
                at: received.binding == .soap ? settings.singleLogoutServiceForServers : settings.singleLogoutService,
                skew: settings.clockSkew, now: now)
        } catch {
            let refusal = LogoutRules.refusal(of: request, from: service.descriptor, breaking: error)
            guard let refusal else { throw Rejection.rule(error) }
            return try await answer(refusal.replyTo, refusal.outcome)
        }
        return try await conclude(accepted, at: now)
    }

    /// The effect of a request on the stored sessions.
    fileprivate enum Verdict {
        /// No other service must be notified.
        case outcome(LogoutOutcome)
        /// These services must be notified.
        case others([LogoutInitiation.Shared])
        /// An earlier copy of the same request has begun this logout.
        case begun(LogoutID)
    }

    private func conclude(_ request: AcceptedLogoutRequest, at now: Date) async throws -> Conclusion {
        let id = logouts.newLogoutID()
        let handle = Handle(random: logouts.random)
        let verdict = try await logouts.database.write { connection -> Verdict in
            let remembered = try ReplayStore(connection).remember(
                request.id.rawValue, from: request.issuer.rawValue, until: request.replayableUntil,
                login: id.rawValue)
            let verdict = try judge(request, remembered, at: now, connection)
            if case .others(let services) = verdict, request.binding != .soap {
                try LogoutInitiation(logouts, connection).begin(
                    notifying: services, replyTo: request.replyTo, as: id, handle, at: now)
            }
            return verdict
        }
        logouts.log.info(
            "logout: requested by a service",
            metadata: [
                "service": "\(request.issuer.rawValue)",
                "request": "\(request.id.rawValue.cut(maximumScalars: 64))",
                "outcome": "\(verdict.logText)",
            ])
        switch verdict {
        case .outcome(let outcome): return try await answer(request.replyTo, outcome)
        case .begun(let earlier): return .propagation(earlier, nil)
        case .others(let services) where request.binding == .soap:
            return try await answer(request.replyTo, await notify(services))
        case .others: return .propagation(id, handle)
        }
    }

    /// Ends every session that the request identifies.
    ///
    /// A repeated request ends nothing. Because the first answer may have been lost, it gets the first request's
    /// outcome or the logout that the first request began. If a live session matches it, it is denied.
    private func judge(
        _ request: AcceptedLogoutRequest, _ remembered: ReplayStore.Remembered, at now: Date, _ connection: Connection
    ) throws -> Verdict {
        let identified = try sessions(identifiedBy: request, on: connection)
        let live = identified.filter { $0.expiresAt > now && !$0.payload.isEmpty }
        if case .seen(let earlier) = remembered {
            guard live.isEmpty else { return .outcome(.denied) }
            if let id = LogoutID(rawValue: earlier), try LogoutStore(connection).load(earlier, at: now) != nil {
                return .begun(id)
            }
        }
        for session in live {
            try SessionEnding(logouts.keys, connection).end(
                session.id, by: request.issuer, request: request.id, at: now)
        }
        // A NameID lasts longer than a session, so earlier sessions of the same day say nothing about this one.
        let concerned = live.isEmpty ? identified.max { $0.expiresAt < $1.expiresAt }.map { [$0] } ?? [] : live
        guard !concerned.isEmpty else { return .outcome(.unknownPrincipal) }
        let others = try LogoutInitiation(logouts, connection).services(
            of: concerned.map(\.id), besides: request.issuer, at: now)
        return others.isEmpty ? .outcome(.ended) : .others(others)
    }

    private func sessions(
        identifiedBy request: AcceptedLogoutRequest, on connection: Connection
    ) throws -> [SessionRow] {
        let store = SessionStore(connection)
        let identityProvider = logouts.settings.entityID
        return try store.sessions(of: request.issuer.rawValue, nameID: request.nameID.value).filter { session in
            let participations = try store.services(of: session.id).map(logouts.participation)
            return !request.sessions(among: participations, of: identityProvider).isEmpty
        }
    }

    /// Notifies services from server to server only, in parallel. Without a browser, the services without a server
    /// endpoint cannot be notified.
    private func notify(_ services: [LogoutInitiation.Shared]) async throws -> LogoutOutcome {
        let participants = LogoutParticipant.participants(
            for: services.map(logouts.share),
            routes: { logouts.entities.serviceProvider($0)?.role.role.serverLogoutService == nil ? [] : [.server] })
        var logout = Logout(replyTo: nil, participants: participants, at: logouts.time.now())
        let reachable = logout.participants.filter { $0.route == .server }
        let outcomes = await withTaskGroup(of: (Int, LogoutParticipant.Outcome).self) { [logouts] group in
            for (index, participant) in reachable.enumerated() {
                group.addTask { (index, await BackChannelLogout(logouts).notify(participant)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let results = reachable.indices.map { (reachable[$0], outcomes[$0] ?? .noAnswer) }
        for (_, outcome) in results { logout.conclude(as: outcome) }
        let now = logouts.time.now()
        try await logouts.database.write { [logouts] connection in
            for (participant, outcome) in results {
                try LogoutRecord(logouts, connection).write(participant, outcome, at: now)
            }
        }
        return logout.outcome
    }

    private func answer(_ replyTo: LogoutReplyTo, _ outcome: LogoutOutcome) async throws -> Conclusion {
        let id = MessageID(random: logouts.random.bytes(20))
        let now = logouts.time.now()
        let delivery = try await logouts.signer.logout { try $0.response(to: replyTo, outcome, id: id, now: now) }
        return delivery.map(Conclusion.answer) ?? .noAnswer
    }
}

extension SingleLogout.Verdict {
    fileprivate var logText: String {
        switch self {
        case .outcome(let outcome): "\(outcome)"
        case .others(let services):
            "ended; \(Set(services.map { EntityID(rawValue: $0.row.serviceProvider) }).count) to notify"
        case .begun: "repeated"
        }
    }
}
