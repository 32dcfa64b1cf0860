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
        let request: Verified<LogoutRequest>
        do throws(VerificationFailure) {
            request = try received.verified(trusting: service.signingKeys)
        } catch {
            throw Rejection.unverified(error, received.signatureClaim(against: service.signingKeys))
        }
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
        let store = SessionStore(connection)
        let identityProvider = broker.settings.entityID
        var isKnown = false
        var hasOthers = false
        for session in try store.sessions(of: request.issuer.rawValue, nameID: request.nameID.value) {
            let services = try store.services(of: session.id)
            let meant = request.sessions(
                among: services.map { $0.participation(of: identityProvider) }, of: identityProvider)
            guard !meant.isEmpty else { continue }
            guard !isRepeated || session.expiresAt <= now else { return .denied }
            isKnown = true
            hasOthers = hasOthers || services.contains { $0.serviceProvider != request.issuer.rawValue }
            guard try store.end(session.id, at: now) else { continue }
            try AuditTrail(broker, connection).sessionEnded(by: request.issuer, request: request.id, at: now)
        }
        guard isKnown else { return .unknownPrincipal }
        return hasOthers ? .endedInPart : .ended
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
