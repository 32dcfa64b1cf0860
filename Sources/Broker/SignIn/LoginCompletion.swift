import Citizens
package import Federation
import Foundation
import Logging
import SAML
import Secrets
import Storage
import XML

/// Ends a journey with its one answer.
///
/// The Response is made before the login is consumed and sent only if consuming succeeds; it is kept for a while,
/// sealed under the cookie's secret, so that the same browser gets the same one again after a double click or a
/// dropped connection.
package struct LoginCompletion: Sendable {
    let broker: Broker
    private let reference: String?
    private let visitor: Visitor?

    /// - Parameters:
    ///   - reference: the reference of page and log. A Response that refuses has it too, so that the engineer who reads
    ///     a service's log finds ours.
    ///   - visitor: the browser that is answered; nil when there is nothing to remember of it.
    package init(_ broker: Broker, reference: String? = nil, visitor: Visitor? = nil) {
        self.broker = broker
        self.reference = reference
        self.visitor = visitor
    }

    /// Answers a login in which somebody proved who they are.
    ///
    /// - Parameters:
    ///   - session: that of this browser, whether it was of use or not.
    ///   - isResumed: whether the login is proved by that session, and by nothing that was shown now.
    ///   - consent: what the citizen has just said of what the service is told; nil when they were not asked.
    /// - Throws: `SignInError`, `sessionEnded` and `consentMissing` among them; a fault of storage.
    package func answer(
        _ open: OpenLogin, session: OpenSession? = nil, isResumed: Bool = false, consent: ConsentWord? = nil
    ) async throws -> Answer {
        let now = broker.time.now()
        // A proof that was given in time is answered; one that lay about longer than an answer would is too old.
        guard !open.login.isExpired(at: now - broker.settings.answerLifetime.timeInterval) else {
            return try await refuse(open, because: .expired)
        }
        let grant: Grant
        do {
            grant = try Grant.grant(open.login, by: broker.policy)
        } catch {
            return try await refuse(open, because: error)
        }
        guard let service = broker.entities.serviceProvider(open.login.request.issuer) else {
            return try await refuse(open, because: .requestDenied)
        }
        try requireEndpoint(of: open.login.request, in: service)
        let consenting = try ConsentKeeping(
            broker, open.login, of: grant.authentication, to: service, word: consent)
        try await consenting?.require()
        let assertion = newID()
        let sessionIndex = newID().rawValue
        let nameID: NameID
        do {
            nameID = try await self.nameID(for: grant, request: open.login.request, of: service, at: now)
        } catch let refusal as Refusal {
            // The service's metadata has changed since the request came, or the person is not the one it names.
            return try await refuse(open, because: refusal)
        }
        let response: CanonicalElement
        do {
            let ours = session?.session.adding(grant.authentication)
            let end = service.policy.sessionEnd(
                within: broker.settings.sessions, begunAt: ours?.startedAt ?? now, at: now)
            response = try broker.responses(to: service).success(
                to: open.login.request,
                statements(grant, nameID, sessionIndex, until: end, for: open.login, of: service),
                ids: (response: newID(), assertion: assertion), at: now)
        } catch let obstacle as RequestObstacle {
            // The validity that the request wanted has passed since it came.
            return try await refuse(open, because: .obstacle(obstacle))
        }
        let keeping = SessionKeeping(
            broker, present: session, proof: grant.authentication, isReuse: isResumed)
        let told = SessionServiceRow(
            serviceProvider: service.entityID.rawValue, sessionIndex: sessionIndex, nameID: nameID.value,
            nameIDFormat: nameID.format?.rawValue ?? "", toldAt: now, login: open.login.id.rawValue)
        let (person, proof) = (grant.authentication.person.principal, grant.authentication.proof)
        let remembered = isResumed ? nil : visitor
        let answer: Answer
        do {
            answer = try await consume(
                open, response, session: keeping?.newHandle,
                knownBrowser: remembered.flatMap { known(after: proof, of: person, in: $0, at: now) }, at: now
            ) { trail, connection in
                // A proved login can wait for minutes. Meanwhile the operator can block the person or set a new
                // password.
                guard try Standing(of: person, on: connection).accepts(grant.authentication) else {
                    if isResumed { throw SignInError.sessionEnded }
                    throw Refusal.requestDenied
                }
                if let remembered { try PersonStore(connection).noteLanguage(remembered.language, of: person.text) }
                try keeping?.keep(told, at: now, on: connection)
                try consenting?.keep(trail, of: open.login, at: now, on: connection)
                try trail.granted(grant, assertion: assertion.rawValue, login: open.login, at: now)
            }
        } catch let refusal as Refusal {
            return try await refuse(open, because: refusal)
        }
        broker.measurements.granted(grant, open.login, at: now)
        log(
            "login: granted", of: open.login.request, login: open.login.id,
            ["method": "\(grant.authentication.proof.method.name)", "level": "\(grant.level)"])
        return answer
    }

    /// Ends a login without having granted it: the citizen cancelled, or ran out of time or of methods.
    ///
    /// - Throws: `SignInError`; a fault of storage.
    package func refuse(_ open: OpenLogin, because refusal: Refusal) async throws -> Answer {
        let now = broker.time.now()
        if let service = broker.entities.serviceProvider(open.login.request.issuer) {
            try requireEndpoint(of: open.login.request, in: service)
        }
        let response = try failure(refusal, of: open.login.request, at: now)
        let answer = try await consume(open, response, at: now) { [broker, reference] trail, connection in
            if case .proved(let proof) = open.login.state {
                let person = try PersonStore(connection).findOrCreate(
                    proof.person.principal.text, candidate: Handle(random: broker.random).text, at: now)
                try SessionEnding(broker, connection).endOthers(of: open, than: person, at: now)
            }
            try trail.refused(refusal, login: open.login, reference: reference, at: now)
        }
        broker.measurements.refused(refusal, open.login, at: now)
        log(refusal, of: open.login.request, login: open.login.id)
        return answer
    }

    /// The answer that was given to a login, for the browser that has its cookie; nil when it is not kept any more.
    ///
    /// - Throws: `StorageFault`; `SealError` when it was sealed under another cookie or master key.
    package func earlierAnswer(_ open: OpenLogin) async throws -> Answer? {
        let now = broker.time.now()
        let sealed = try await broker.database.read {
            try LoginStore($0).answer(open.login.id.rawValue, at: now)
        }
        return try sealed.map { try broker.answerSeal(open).open($0, of: open.login.id.rawValue) }
    }

    /// The answer to a request for which no login is begun.
    ///
    /// - Throws: `Rejection.replayed` when the request was used before.
    func refuseAtOnce(_ refusal: Refusal, _ request: AcceptedRequest, at now: Date) async throws -> Answer {
        let answer = Answer(form(try failure(refusal, of: request, at: now), to: request))
        try await broker.database.write { [broker, reference] connection in
            let remembered = try ReplayStore(connection).remember(
                request.id.rawValue, from: request.issuer.rawValue, until: broker.settings.replayableUntil(request),
                login: "")
            guard remembered == .first else { throw Rejection.replayed(request.id) }
            try AuditTrail(broker, connection).refusedAtOnce(
                refusal, request: request, reference: reference, at: now)
        }
        broker.measurements.refusedAtOnce(refusal)
        log(refusal, of: request, login: nil)
        return answer
    }

    /// The address was of metadata when the request came; metadata may have changed since, and what is decided too.
    private func requireEndpoint(of request: AcceptedRequest, in service: ServiceProvider) throws(Rejection) {
        if request.isUnsolicited, !service.policy.takesUnsolicited { throw .unsolicited(service.entityID) }
        let locations = service.role.assertionConsumerServices.map(\.location)
        let wanted = request.assertionConsumerService.location
        guard locations.contains(where: { $0.isExactly(wanted) }) else {
            throw .rule(.assertionConsumerServiceURL(expected: locations, received: wanted))
        }
    }

    private func failure(_ refusal: Refusal, of request: AcceptedRequest, at now: Date) throws -> CanonicalElement {
        try broker.refusals.failure(
            to: request, status: refusal.status(reference: reference), id: newID(), at: now)
    }

    /// The request's ID may have any length; so much of it tells two requests apart.
    private func log(_ refusal: Refusal, of request: AcceptedRequest, login: LoginID?) {
        log(
            login == nil ? "request: refused at once" : "login: refused", of: request, login: login,
            ["code": "\(refusal.code)"])
    }

    /// One line for each outcome, with nothing of the person.
    private func log(
        _ outcome: Logger.Message, of request: AcceptedRequest, login: LoginID?, _ details: Logger.Metadata
    ) {
        var metadata = details
        metadata["service"] = "\(request.issuer.rawValue)"
        metadata["request"] = request.inResponseTo.map { "\($0.rawValue.cut(maximumScalars: 64))" }
        metadata["login"] = login.map { "\($0.rawValue)" }
        metadata["reference"] = reference.map { "\($0)" }
        broker.log.info(outcome, metadata: metadata)
    }

    private func form(_ response: CanonicalElement, to request: AcceptedRequest) -> PostBinding.Form {
        PostBinding.form(response, to: request.assertionConsumerService, relayState: request.relayState)
    }

    /// The cookie of the browser after this person has signed in; nil for a person without a document.
    private func known(
        after proof: Proof, of person: Principal, in visitor: Visitor, at now: Date
    ) -> String? {
        guard let document = person.national else { return nil }
        return (visitor.known ?? KnownBrowser(random: broker.random))
            .noting(document, after: proof, keys: broker.keys, at: now).cookie
    }

    /// One transaction: the login is consumed by the request that comes first, and what follows from that is noted.
    private func consume(
        _ open: OpenLogin, _ response: CanonicalElement, session: Handle? = nil, knownBrowser: String? = nil,
        at now: Date,
        noting note: @escaping @Sendable (AuditTrail, Connection) throws -> Void
    ) async throws -> Answer {
        var login = open.login
        do throws(ImpossibleMove) { try login.answer() } catch { throw SignInError.impossible(error) }
        let payload = try broker.codec.encode(login.state, of: login.id)
        let answer = Answer(form(response, to: login.request), session: session, knownBrowser: knownBrowser)
        let sealed = try broker.answerSeal(open).close(
            answer, of: open.login.id.rawValue, random: broker.random)
        let until = now + broker.settings.answerLifetime.timeInterval
        try await broker.database.write { [broker] connection in
            let isConsumed = try LoginStore(connection).consume(
                open.login.id.rawValue, version: open.version, phase: Login.State.answered.phase, payload: payload,
                beginning: open.missingBeginning,
                cookieHash: open.answerHandle.hash.bytes, answer: sealed, answerUntil: until, at: now)
            guard isConsumed else { throw SignInError.overtaken }
            try note(AuditTrail(broker, connection), connection)
        }
        return answer
    }

    private func newID() -> MessageID { MessageID(random: broker.random.bytes(20)) }
}
