import Citizens
package import Federation
import Foundation
import SAML
import Secrets
import Storage
import XML

/// Ends a login with its only answer: decides, signs, stores, then logs it.
package struct LoginCompletion: Sendable {
    private let signIn: SignIn
    private let reference: String?
    private let visitor: Visitor?

    /// - Parameters:
    ///   - reference: The reference shown on the page and in the log. A Response with a refusal contains it too, so
    ///     that an engineer who reads the service's log can find the broker's log line.
    ///   - visitor: The browser that is answered; nil when nothing of it is stored.
    package init(_ signIn: SignIn, reference: String? = nil, visitor: Visitor? = nil) {
        self.signIn = signIn
        self.reference = reference
        self.visitor = visitor
    }

    /// Answers a login in which a citizen has just proved their identity.
    ///
    /// - Parameters:
    ///   - session: The session of this browser, to which the new proof is added; nil when it has none.
    ///   - consent: The citizen's new answer to the consent question; nil when the question was not asked.
    /// - Throws: `SignInError`, including `consentMissing`; a storage fault.
    package func answer(
        _ open: OpenLogin, session: OpenSession? = nil, consent: ConsentChoice? = nil
    ) async throws -> Answer {
        var person: PersonRow?
        if case .proved(let proof) = open.login.state {
            let (principal, service) = (proof.person.principal.text, open.login.request.issuer.rawValue)
            person = try await signIn.database.read { try PersonStore($0).find(principal, for: service) }
        }
        return try await answer(open, session, person, isResumed: false, consent)
    }

    /// Answers a login that the session of this browser has proved.
    ///
    /// - Throws: `SignInError`, including `sessionEnded` and `consentMissing`; a storage fault.
    package func answer(
        _ open: OpenLogin, resumedBy found: SessionAtService, consent: ConsentChoice? = nil
    ) async throws -> Answer {
        try await answer(open, found.session, found.person, isResumed: true, consent)
    }

    private func answer(
        _ open: OpenLogin, _ session: OpenSession?, _ person: PersonRow?, isResumed: Bool, _ consent: ConsentChoice?
    ) async throws -> Answer {
        let now = signIn.time.now()
        // A proof in time is answered even after the login expires, for at most the lifetime of an answer.
        guard !open.login.isExpired(at: now - signIn.settings.answerLifetime.timeInterval) else {
            return try await refuse(open, because: .expired)
        }
        do {
            let granted = try await AnswerDecision(signIn: signIn, visitor: visitor).grant(
                open.login, session: session, person: person, isResumed: isResumed, consent: consent, at: now)
            let answer = try await AnswerRecord(signIn: signIn, visitor: visitor).write(
                granted, open, at: .stored, at: now)
            report.granted(granted.grant, open.login, at: now)
            return answer
        } catch let refusal as Refusal {
            return try await refuse(open, because: refusal)
        }
    }

    /// Answers a request from the browser's session, before the login is stored.
    ///
    /// - Parameter open: The login, proved by the session.
    /// - Returns: Nil when the citizen must see a page first. Then the login begins normally.
    /// - Throws: `LoginArrival.AlreadyUsed`; `Rejection`; a storage fault.
    func answerAtOnce(
        _ open: OpenLogin, _ arrival: LoginArrival, resumedBy found: SessionAtService, at now: Date
    ) async throws -> Answer? {
        do {
            let granted = try await AnswerDecision(signIn: signIn, visitor: visitor).grant(
                open.login, session: found.session, person: found.person, isResumed: true, consent: nil, at: now)
            let answer = try await AnswerRecord(signIn: signIn, visitor: visitor).write(
                granted, open, at: .arriving(arrival), at: now)
            report.granted(granted.grant, open.login, at: now)
            return answer
        } catch is Refusal {
            return nil
        } catch SignInError.consentMissing, SignInError.sessionEnded {
            return nil
        }
    }

    /// Ends a login with a refusal: the citizen cancelled it, the login expired, or no method is left.
    ///
    /// - Throws: `SignInError`; a storage fault.
    package func refuse(_ open: OpenLogin, because refusal: Refusal) async throws -> Answer {
        let now = signIn.time.now()
        if let service = signIn.entities.serviceProvider(open.login.request.issuer) {
            try AnswerDecision.requireEndpoint(of: open.login.request, in: service)
        }
        let response = try await failure(refusal, of: open.login.request, at: now)
        let answer = try await AnswerRecord(signIn: signIn, visitor: visitor).write(
            refusal, response, open, reference: reference, at: now)
        report.refused(refusal, open.login, at: now)
        return answer
    }

    /// Returns the stored answer of a login, for the browser with its cookie; nil when the answer is no longer kept.
    ///
    /// - Throws: `StorageFault`; `SealError` when it was sealed under another cookie or master key.
    package func earlierAnswer(_ open: OpenLogin) async throws -> Answer? {
        let now = signIn.time.now()
        let sealed = try await signIn.database.read {
            try LoginStore($0).answer(open.login.id.rawValue, at: now)
        }
        return try sealed.map { try signIn.answerSeal(open).open($0, of: open.login.id.rawValue) }
    }

    /// Refuses a request without beginning a login.
    ///
    /// - Throws: `Rejection.replayed` when the request was used before.
    func refuseAtOnce(_ refusal: Refusal, _ request: AcceptedRequest, at now: Date) async throws -> Answer {
        let record = AnswerRecord(signIn: signIn, visitor: visitor)
        let answer = Answer(record.form(try await failure(refusal, of: request, at: now), to: request))
        try await signIn.database.write { [signIn, reference] connection in
            let remembered = try ReplayStore(connection).remember(
                request.id.rawValue, from: request.issuer.rawValue, until: signIn.settings.replayableUntil(request),
                login: "")
            guard remembered == .first else { throw Rejection.replayed(request.id) }
            try AuditTrail(signIn.keys, connection).refusedAtOnce(
                refusal, request: request, reference: reference, at: now)
        }
        report.refusedAtOnce(refusal, request)
        return answer
    }

    private func failure(
        _ refusal: Refusal, of request: AcceptedRequest, at now: Date
    ) async throws -> CanonicalElement {
        let (status, id) = (refusal.status(reference: reference), MessageID(random: signIn.random.bytes(20)))
        return try await signIn.signer.refusal { try $0.failure(to: request, status: status, id: id, at: now) }
    }

    private var report: AnswerReport { AnswerReport(signIn: signIn, reference: reference) }
}
