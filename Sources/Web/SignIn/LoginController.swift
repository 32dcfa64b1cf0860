import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import SAML
import Secrets

/// The pages that do not belong to one method: the present step, the method selection, cancelling, and the return to
/// the service.
struct LoginController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.get("/login/:login") { request, context in
            let notice = LoginNotice(request)
            if let refused = try await refuseWithoutCookie(request, context) { return refused }
            return try await show(LoginContext.open(request, context, at: site), notice: notice)
        }
        router.get("/login/:login/choose") { request, context in
            let login = try await LoginContext.open(request, context, at: site)
            _ = try await MethodChoice(site.signIn).reconsider(login.open)
            return login.seeOther()
        }
        router.post("/login/:login/choose") { request, context in
            let (login, form) = try await LoginContext.receive(request, context, at: site)
            guard let form else { return try stale(login) }
            guard let method = Method(name: form.text(FormField.method.rawValue)) else { return login.seeOther() }
            return try await choose(method, login)
        }
        router.post("/login/:login/cancel") { request, context in
            let (login, form) = try await LoginContext.receive(request, context, at: site)
            guard form != nil else { return try stale(login) }
            return try await cancel(login)
        }
    }

    /// Refuses a request with IsPassive from a browser that keeps no cookie: it has no session either. The ticket in
    /// the address proves that this browser brought the request first; a browser that replays the request has no
    /// ticket.
    private func refuseWithoutCookie(_ request: Request, _ context: RequestContext) async throws -> Response? {
        guard let id = context.parameters.get("login").flatMap(LoginID.init(rawValue:)),
            LoginCookie.handle(of: id, in: request) == nil,
            let ticket = request.uri.queryParameters.get(Self.refusalTicket).flatMap({ Handle($0) }),
            let open = try await site.signIn.openToRefuse(id, showing: ticket)
        else { return nil }
        let login = LoginContext(site: site, context: context, open: open, shown: ticket, known: nil)
        if case .answered = open.login.state {
            guard let answer = try await login.completion.earlierAnswer(open) else { return nil }
            return try AnswerResponse(site).response(answer, for: login)
        }
        do {
            return try AnswerResponse(site).response(
                try await login.completion.refuse(open, because: .noPassive), for: login)
        } catch SignInError.overtaken {
            return login.site.seeOther("\(login.path)?\(Self.refusalTicket)=\(ticket.text)")
        }
    }

    /// The name of the parameter that carries `Broker.refusalTicket(of:)`.
    static let refusalTicket = "refusal"

    private func choose(_ method: Method, _ login: LoginContext) async throws -> Response {
        if method == .permanentKey, let session = try await login.session() {
            // The second click of two: the code is already being sent.
            if case .proving(.codeSent) = login.open.login.state { return login.seeOther() }
            let outcome = try await PermanentKeyLogin(site.signIn).stepUp(
                session, by: login.visitor, for: login.open)
            if case .codeSent = outcome { return login.seeOther() }
            if case .wait(let pause) = outcome {
                return try await login.reloaded().afterPause(pause)
            }
        }
        _ = try await MethodChoice(site.signIn).choose(method, in: login.open)
        return login.seeOther()
    }

    /// Shows the present step, or ends the login when this browser's session suffices.
    private func show(_ login: LoginContext, notice: LoginNotice?) async throws -> Response {
        let now = site.time.now()
        switch login.open.login.state {
        case .answered: return try await showAgain(login)
        case .proved:
            return try await answer(login) {
                try await login.completion.answer(login.open, session: login.session())
            }
        case .choosing, .proving:
            guard !login.open.login.isExpired(at: now) else {
                return try login.response(
                    LoginGonePage(frame: login.frame(), cause: .expired, returnAction: login.cancelAction))
            }
            if let (resumed, found) = try await resume(login) {
                return try await answer(resumed) {
                    try await resumed.completion.answer(resumed.open, resumedBy: found)
                }
            }
            if login.open.login.request.isPassive {
                _ = try await login.completion.refuse(login.open, because: .noPassive)
                return login.seeOther()
            }
        }
        return try await LoginPages(login).page(
            showing: notice?.message(on: login.open.login.state, at: now) ?? .nothing)
    }

    /// The response to a form with an invalid or outdated token: the same page again, with a new token.
    func stale(_ login: LoginContext) throws -> Response {
        login.context.log.notice("form: the form token is missing or invalid")
        return login.seeOther()
    }

    /// Returns the login, proved by this browser's session, and that session; nil when the citizen has to be asked.
    private func resume(_ login: LoginContext) async throws -> (LoginContext, SessionAtService)? {
        guard let found = try await site.sessions.sessionAtService(of: login.open),
            let resumed = try SessionReuse(site.signIn).resume(login.open, with: found)
        else { return nil }
        return (login.with(resumed), found)
    }

    private func answer(_ login: LoginContext, _ make: () async throws -> Answer) async throws -> Response {
        do {
            return try answerResponse(try await make(), login)
        } catch SignInError.consentMissing {
            return try await askConsent(login)
        } catch SignInError.sessionEnded {
            return login.seeOther()
        } catch SignInError.overtaken {
            // An earlier click has made the answer. This one gets the same.
            return try await showAgain(login.reloaded())
        }
    }

    /// Shows the page that asks for consent, or refuses when the request forbids questions (IsPassive).
    private func askConsent(_ login: LoginContext) async throws -> Response {
        guard !login.open.login.request.isPassive, let question = ConsentQuestion(login.open, by: site.signIn) else {
            _ = try await login.completion.refuse(login.open, because: .noPassive)
            return login.seeOther()
        }
        return try login.response(ConsentPage(question, login))
    }

    /// Ends a login with the citizen's consent; the answer is shown by GET.
    func agree(_ choice: ConsentChoice, _ login: LoginContext) async throws -> Response {
        if case .proved = login.open.login.state {
            _ = try await login.completion.answer(login.open, session: login.session(), consent: choice)
        } else if let (resumed, found) = try await resume(login) {
            _ = try await resumed.completion.answer(resumed.open, resumedBy: found, consent: choice)
        }
        return login.seeOther()
    }

    private func cancel(_ login: LoginContext) async throws -> Response {
        _ = try await login.completion.refuse(login.open, because: reason(login.open.login))
        return login.seeOther()
    }

    /// Returns why the login ends without a proof. The refusal reports the true reason to the service.
    private func reason(_ login: Login) -> Refusal {
        if login.isExpired(at: site.time.now()) { return .expired }
        if case .choosing(let shortfall?) = login.state { return .levelNotReached(shortfall.reached) }
        return .cancelled
    }

    /// Shows the earlier answer while it is kept; later, a page that says that the login is over.
    private func showAgain(_ login: LoginContext) async throws -> Response {
        guard let answer = try await login.completion.earlierAnswer(login.open) else {
            return try login.response(LoginGonePage(frame: login.frame(), cause: .answered))
        }
        // When the session has ended or has another handle by now, the browser's cookie is left unchanged.
        var isLive = false
        if let session = answer.session { isLive = try await site.sessions.session(of: session) != nil }
        return try answerResponse(answer, login, setsSession: isLive)
    }

    /// The login's cookie stays as long as the answer is kept: a reload, or a retry after a broken connection, gets the
    /// same answer.
    private func answerResponse(_ answer: Answer, _ login: LoginContext, setsSession: Bool = true) throws -> Response {
        login.context.log.info("login: answered")
        var response = try AnswerResponse(site).response(answer, for: login)
        let cookie = LoginCookie.setting(
            login.open.answerHandle, for: login.open.login.id, lasting: site.settings.answerLifetime)
        response.headers.append(HTTPField(name: .setCookie, value: cookie))
        if setsSession, let session = answer.session {
            response.headers.append(HTTPField(name: .setCookie, value: SessionCookie.setting(session)))
        }
        if let known = answer.knownBrowser {
            response.headers.append(HTTPField(name: .setCookie, value: KnownBrowserCookie.setting(known)))
        }
        return response
    }
}
