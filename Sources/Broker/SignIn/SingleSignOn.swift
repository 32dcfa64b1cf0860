import Citizens
package import Federation
import Foundation
package import SAML
package import Secrets
import Storage

/// Verifies a request from a service and begins a login.
package struct SingleSignOn: Sendable {
    private let signIn: SignIn
    private let reference: String?

    /// - Parameter reference: The reference of the HTTP request, for a Response with a refusal.
    package init(_ signIn: SignIn, reference: String? = nil) {
        self.signIn = signIn
        self.reference = reference
    }

    /// The outcome of an acceptable request.
    package enum Beginning: Sendable {
        /// A login has begun. Its handle is for the cookie of this browser.
        case started(OpenLogin)
        /// The request was used before. This is the login that it began.
        case known(LoginID)
        /// The session of the browser has answered the request.
        case answered(Answer, OpenLogin)
        /// No login can grant the request. The service is answered at once.
        case refused(Answer)
    }

    /// Begins a login.
    ///
    /// - Parameters:
    ///   - client: The network of the browser that sends the request.
    ///   - session: The handle of the session's cookie, when the browser has followed a redirect. A request by POST
    ///     arrives without cookies, and its login is answered after the broker's own redirect.
    /// - Throws: `Rejection`; a storage fault.
    package func begin(
        _ received: Received<AuthnRequest>, from client: ClientNetwork, session: Handle? = nil
    ) async throws -> Beginning {
        let now = signIn.time.now()
        guard let service = signIn.entities.serviceProvider(received.claimedIssuer) else {
            throw Rejection.unknownServiceProvider(received.claimedIssuer)
        }
        let authentic = try await authenticate(received, of: service, from: client)
        return try await begin(
            try accept(authentic, from: service, at: now), from: service, session: session, at: now)
    }

    /// Begins a login without a request of the service. The service must accept unsolicited Responses.
    ///
    /// - Throws: `Rejection`; a storage fault.
    /// - SeeAlso: SAML Profiles 2.0 §4.1.5.
    package func begin(_ request: UnsolicitedRequest) async throws -> Beginning {
        let now = signIn.time.now()
        guard let service = signIn.entities.serviceProvider(request.service) else {
            throw Rejection.unknownServiceProvider(request.service)
        }
        guard service.policy.takesUnsolicited else { throw Rejection.unsolicited(request.service) }
        let accepted: AcceptedRequest
        do throws(RuleViolation) {
            accepted = try AuthnRequestRules.unsolicited(
                to: service.descriptor, id: MessageID(random: signIn.random.bytes(20)), relayState: request.relayState,
                now: now)
        } catch {
            throw Rejection.rule(error)
        }
        return try await begin(accepted, from: service, session: nil, at: now)
    }

    private func begin(
        _ accepted: AcceptedRequest, from service: ServiceProvider, session: Handle?, at now: Date
    ) async throws -> Beginning {
        let offered: (requirement: AssuranceRequirement, offers: [MethodOffer])
        do throws(Refusal) {
            offered = try offer(accepted, to: service, at: now)
        } catch {
            return .refused(
                try await LoginCompletion(signIn, reference: reference).refuseAtOnce(error, accepted, at: now))
        }
        let login = Login.started(
            newLoginID(), by: accepted.kept, requiring: offered.requirement, offering: offered.offers,
            releasing: signIn.entities.disclosures(for: accepted, to: service), at: now,
            lasting: signIn.settings.loginLifetime)
        do {
            return try await start(login, session: session, at: now)
        } catch let used as LoginArrival.AlreadyUsed {
            guard let known = used.login else { throw Rejection.replayed(accepted.id) }
            return .known(known)
        }
    }

    private func start(_ login: Login, session: Handle?, at now: Date) async throws -> Beginning {
        let handle = Handle(random: signIn.random)
        let open = OpenLogin(login: login, handle: handle, sessionHandle: session, version: 1)
        let arrival = try LoginArrival(signIn, login, handle: handle)
        var found: SessionAtService?
        if let session {
            found = try await signIn.sessions.session(of: session, at: login.request.issuer, bringing: login.request.id)
        }
        // Before anything is signed. The transaction decides between two that come at once.
        if let known = found?.earlierLogin { throw LoginArrival.AlreadyUsed(login: LoginID(rawValue: known)) }
        if let found, let resumed = try SessionReuse(signIn).resume(open, with: found),
            let answer = try await LoginCompletion(signIn, reference: reference).answerAtOnce(
                resumed, arrival, resumedBy: found, at: now)
        {
            return .answered(answer, resumed)
        }
        let payload = try signIn.codec.encode(login.state, of: login.id)
        try await signIn.database.write { try arrival.write(payload: payload, at: now, on: $0) }
        signIn.codec.remember(login.beginning)
        return .started(open)
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
        return .signed(
            try await received.verified(from: service, in: signIn.entities.verifications, for: .client(client)))
    }

    private func accept(
        _ request: AuthenticRequest, from service: ServiceProvider, at now: Date
    ) throws(Rejection) -> AcceptedRequest {
        do throws(RuleViolation) {
            return try AuthnRequestRules.accept(
                request, from: service.descriptor, at: signIn.settings.singleSignOnService,
                skew: signIn.settings.clockSkew, now: now)
        } catch {
            throw .rule(error)
        }
    }

    /// Returns the methods that can be offered for this request. Whether a request with IsPassive can be answered is
    /// decided later, when the browser opens the login with its session.
    private func offer(
        _ request: AcceptedRequest, to service: ServiceProvider, at now: Date
    ) throws(Refusal) -> (AssuranceRequirement, [MethodOffer]) {
        let obstacle = AuthnRequestRules.obstacle(
            to: request, for: signIn.settings.entityID, lifetimes: signIn.signer.lifetimes(to: service), now: now)
        if let obstacle { throw .obstacle(obstacle) }
        _ = try AnswerDecision.nameIDFormat(for: request, of: service)
        let requirement = try service.requirement(of: request)
        let excluded = MethodExclusion.methods(of: request)
        let offers = signIn.policy.methods(meeting: requirement, excluded: excluded)
        guard offers.contains(where: \.isOffered) else {
            if offers.contains(where: { $0.verdict == .hidden(.excludedByService) }) { throw .noSupportedIDP }
            throw .noAuthnContext(
                requested: request.requestedAuthnContext?.classReferences.map(\.rawValue) ?? [])
        }
        return (requirement, offers)
    }

    private func newLoginID() -> LoginID {
        // 16 bytes of base64url are 22 characters of its alphabet, the format of an ID.
        LoginID(rawValue: Base64URL.encode(signIn.random.bytes(16)))!
    }
}
