import Federation
import Foundation
import Logging
package import SAML
import Secrets
import Storage

/// Ends a session because a service asks for it.
///
/// Only our own session ends here. Other services that were told of it keep theirs, and the one that asked is told so.
/// - SeeAlso: SAML Profiles 2.0 §4.4.
package struct SingleLogout: Sendable {
    private let broker: Broker

    package init(_ broker: Broker) {
        self.broker = broker
    }

    /// Where a browser that carried a request goes now.
    package enum Conclusion: Sendable {
        /// Back to the service, with the answer.
        case answer(LogoutBuilder.Delivery)
        /// The service wants none: the citizen stays here.
        case silence
    }

    /// Acts on a request.
    ///
    /// - Throws: `Rejection` when nobody can be answered; a fault of storage.
    package func receive(_ received: Received<LogoutRequest>) async throws -> Conclusion {
        let now = broker.time.now()
        guard let service = broker.entities.serviceProvider(received.claimedIssuer) else {
            throw Rejection.unknownServiceProvider(received.claimedIssuer)
        }
        let request = try received.verified(from: service)
        let accepted: AcceptedLogoutRequest
        do throws(RuleViolation) {
            accepted = try LogoutRules.accept(
                request, from: service.descriptor, at: broker.settings.singleLogoutService,
                skew: broker.settings.clockSkew, now: now)
        } catch {
            let refusal = LogoutRules.refusal(of: request, from: service.descriptor, breaking: error)
            guard let refusal else { throw Rejection.rule(error) }
            return try answer(refusal.replyTo, refusal.outcome, at: now)
        }
        return try await conclude(accepted, at: now)
    }

    private func conclude(_ request: AcceptedLogoutRequest, at now: Date) async throws -> Conclusion {
        let outcome = try await broker.database.write { connection -> LogoutOutcome in
            let remembered = try ReplayStore(connection).remember(
                request.id.rawValue, from: request.issuer.rawValue, until: request.replayableUntil, login: "")
            return try end(request, isRepeated: remembered != .first, at: now, on: connection)
        }
        broker.log.info(
            "logout: asked by a service",
            metadata: [
                "service": "\(request.issuer.rawValue)", "request": "\(request.id.rawValue.prefix(64))",
                "outcome": "\(outcome)",
            ])
        return try answer(request.replyTo, outcome, at: now)
    }

    /// Ends every session that the request means. One that comes again ends nothing, and is told what the first one was,
    /// as long as that still holds: an answer may be lost on the way.
    private func end(
        _ request: AcceptedLogoutRequest, isRepeated: Bool, at now: Date, on connection: Connection
    ) throws -> LogoutOutcome {
        let meant = try sessions(meantBy: request, on: connection)
        let live = meant.filter { $0.session.expiresAt > now }
        guard !isRepeated || live.isEmpty else { return .denied }
        for session in live {
            try SessionEnding(broker, connection).end(
                session.session.id, by: request.issuer, request: request.id, at: now)
        }
        // A name lasts longer than a session: earlier ones of the same day say nothing of this one.
        let concerned =
            live.isEmpty ? meant.max { $0.session.expiresAt < $1.session.expiresAt }.map { [$0] } ?? [] : live
        guard !concerned.isEmpty else { return .unknownPrincipal }
        return concerned.contains(where: \.hasOthers) ? .endedInPart : .ended
    }

    /// A session, and whether another service was told of it than the one that asks.
    private struct Meant {
        let session: SessionRow
        let hasOthers: Bool
    }

    private func sessions(meantBy request: AcceptedLogoutRequest, on connection: Connection) throws -> [Meant] {
        let store = SessionStore(connection)
        let identityProvider = broker.settings.entityID
        return try store.sessions(of: request.issuer.rawValue, nameID: request.nameID.value).compactMap { session in
            let services = try store.services(of: session.id)
            let participations = services.map { $0.participation(of: identityProvider) }
            guard !request.sessions(among: participations, of: identityProvider).isEmpty else { return nil }
            return Meant(
                session: session, hasOthers: services.contains { $0.serviceProvider != request.issuer.rawValue })
        }
    }

    private func answer(_ replyTo: LogoutReplyTo, _ outcome: LogoutOutcome, at now: Date) throws -> Conclusion {
        let id = MessageID(random: broker.dice.bytes(20))
        return try broker.logouts.response(to: replyTo, outcome, id: id, now: now).map(Conclusion.answer) ?? .silence
    }
}

extension SessionServiceRow {
    /// What the service was told, as the standard's rules compare it.
    fileprivate func participation(of identityProvider: EntityID) -> SessionParticipation {
        SessionParticipation(
            service: EntityID(rawValue: serviceProvider),
            nameID: NameID(
                nameID, format: NameIDFormat(rawValue: nameIDFormat), nameQualifier: identityProvider.rawValue,
                spNameQualifier: serviceProvider),
            sessionIndex: sessionIndex)
    }
}
