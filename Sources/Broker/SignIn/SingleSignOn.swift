import Citizens
package import Federation
import Foundation
package import SAML
import Secrets
import Storage

/// Takes a request from a service and begins a journey, in the order in which it happens.
package struct SingleSignOn: Sendable {
    private let broker: Broker
    private let reference: String?

    /// - Parameter reference: that of the HTTP request, for a Response that refuses.
    package init(_ broker: Broker, reference: String? = nil) {
        self.broker = broker
        self.reference = reference
    }

    /// What follows from a request that is acceptable.
    package enum Beginning: Sendable {
        /// A journey has begun; the handle is for the cookie of this browser.
        case started(OpenLogin)
        /// The request was seen before, and the journey that it began is there.
        case known(LoginID)
        /// It cannot be granted, whoever asks: the service is told at once.
        case refused(Answer)
    }

    /// Begins a journey.
    ///
    /// - Parameter client: the network of the browser that brings the request.
    /// - Throws: `Rejection`; a fault of storage.
    package func begin(_ received: Received<AuthnRequest>, from client: ClientNetwork) async throws -> Beginning {
        let now = broker.time.now()
        guard let service = broker.entities.serviceProvider(received.claimedIssuer) else {
            throw Rejection.unknownServiceProvider(received.claimedIssuer)
        }
        let authentic = try await authenticate(received, of: service, from: client)
        return try await begin(try accept(authentic, from: service, at: now), from: service, at: now)
    }

    /// Begins a journey that no service has asked for, to one that takes such.
    ///
    /// - Throws: `Rejection`; a fault of storage.
    /// - SeeAlso: SAML Profiles 2.0 §4.1.5.
    package func begin(_ request: UnsolicitedRequest) async throws -> Beginning {
        let now = broker.time.now()
        guard let service = broker.entities.serviceProvider(request.service) else {
            throw Rejection.unknownServiceProvider(request.service)
        }
        guard service.policy.takesUnsolicited else { throw Rejection.unsolicited(request.service) }
        let accepted: AcceptedRequest
        do throws(RuleViolation) {
            accepted = try AuthnRequestRules.unsolicited(
                to: service.descriptor, id: MessageID(random: broker.random.bytes(20)), relayState: request.relayState,
                now: now)
        } catch {
            throw Rejection.rule(error)
        }
        return try await begin(accepted, from: service, at: now)
    }

    private func begin(
        _ accepted: AcceptedRequest, from service: ServiceProvider, at now: Date
    ) async throws -> Beginning {
        let offered: (requirement: AssuranceRequirement, offers: [MethodOffer])
        do throws(Refusal) {
            offered = try offer(accepted, to: service, at: now)
        } catch {
            return .refused(
                try await LoginCompletion(broker, reference: reference).refuseAtOnce(error, accepted, at: now))
        }
        return try await start(
            accepted, offered.requirement, offered.offers, broker.disclosures(for: accepted, to: service), at: now)
    }

    private func authenticate(
        _ received: Received<AuthnRequest>, of service: ServiceProvider, from client: ClientNetwork
    ) async throws(Rejection) -> AuthenticRequest {
        do throws(UnsignedRequest.Refusal) {
            if !received.isSigned {
                return .unsigned(
                    try received.unsigned(
                        from: service.descriptor, isAllowed: service.policy.allowsUnsignedRequests))
            }
        } catch {
            throw .unsigned(error, received.signatureClaim(against: service.signingKeys))
        }
        return .signed(try await received.verified(from: service, in: broker.verifications, for: .client(client)))
    }

    private func accept(
        _ request: AuthenticRequest, from service: ServiceProvider, at now: Date
    ) throws(Rejection) -> AcceptedRequest {
        do throws(RuleViolation) {
            return try AuthnRequestRules.accept(
                request, from: service.descriptor, at: broker.settings.singleSignOnService,
                skew: broker.settings.clockSkew, now: now)
        } catch {
            throw .rule(error)
        }
    }

    /// What can be offered to whoever comes with this request. Whether a request that forbids to ask can be answered
    /// shows when the browser comes to the login with its session.
    private func offer(
        _ request: AcceptedRequest, to service: ServiceProvider, at now: Date
    ) throws(Refusal) -> (AssuranceRequirement, [MethodOffer]) {
        let obstacle = AuthnRequestRules.obstacle(
            to: request, for: broker.settings.entityID, lifetimes: broker.responses(to: service).lifetimes, now: now)
        if let obstacle { throw .obstacle(obstacle) }
        _ = try LoginCompletion.nameIDFormat(for: request, of: service)
        let requirement = try service.requirement(of: request)
        let excluded = MethodExclusion.methods(of: request)
        let offers = broker.policy.methods(meeting: requirement, excluded: excluded)
        guard offers.contains(where: \.isOffered) else {
            if offers.contains(where: { $0.verdict == .hidden(.excludedByService) }) { throw .noSupportedIDP }
            throw .noAuthnContext(
                requested: request.requestedAuthnContext?.classReferences.map(\.rawValue) ?? [])
        }
        return (requirement, offers)
    }

    private func start(
        _ request: AcceptedRequest, _ requirement: AssuranceRequirement, _ offers: [MethodOffer],
        _ disclosures: [Disclosure], at now: Date
    ) async throws -> Beginning {
        let handle = Handle(random: broker.random)
        let login = Login.started(
            newLoginID(), by: request.kept, requiring: requirement, offering: offers, telling: disclosures, at: now,
            lasting: broker.settings.loginLifetime)
        let (beginning, payload) = try stored(login)
        let open = OpenLogin(login: login, handle: handle, version: 1)
        let row = LoginRow(
            id: login.id.rawValue, cookieHash: handle.hash.bytes, serviceProvider: request.issuer.rawValue,
            phase: login.state.phase, beginning: beginning, payload: payload, startedAt: now, expiresAt: login.expiresAt
        )
        let until = broker.settings.replayableUntil(request)
        return try await broker.database.write { [broker] connection in
            let remembered = try ReplayStore(connection).remember(
                request.id.rawValue, from: request.issuer.rawValue, until: until, login: login.id.rawValue)
            switch remembered {
            case .seen(let known):
                guard let id = LoginID(rawValue: known) else { throw Rejection.replayed(request.id) }
                return .known(id)
            case .first:
                try LoginStore(connection).insert(row)
                try AuditTrail(broker, connection).started(login, at: now)
                return .started(open)
            }
        }
    }

    private func stored(_ login: Login) throws -> (beginning: [UInt8], payload: [UInt8]) {
        do {
            return (
                try broker.codec.encode(login.beginning), try broker.codec.encode(login.state, of: login.id)
            )
        } catch let violation as RuleViolation {
            throw Rejection.rule(violation)
        }
    }

    private func newLoginID() -> LoginID {
        // 16 bytes of base64url are 22 characters of its alphabet, which is what an ID is.
        LoginID(rawValue: Base64URL.encode(broker.random.bytes(16)))!
    }
}
