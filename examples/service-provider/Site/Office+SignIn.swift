import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// The three steps of a sign-in: send the request, receive the answer, finish.
///
/// Many integrations have a fault in the second step. The answer arrives by a POST from a page of another site, and
/// browsers send no SameSite=Lax cookie with it. So `POST /acs` cannot identify the browser. Without any check of the
/// browser, an attacker could sign in, keep the answer, and make a victim's browser post it. The victim would be signed
/// in as the attacker without noticing, and would submit documents to the attacker's account. Three solutions:
/// - SameSite=None for the session cookie: then forms of every site send the citizen's session. Rejected.
/// - Only InResponseTo: it shows that the office sent the request, but not that this browser did. Rejected.
/// - The solution here: `POST /acs` verifies the answer, which needs no cookie, stores the outcome under a new one-time
///   ticket, and answers 303. The browser follows with a same-site GET, which has the Lax cookie. `GET /acs/finish`
///   signs in only if the cookie has the secret of the answered request.
extension Office {
    func addSignIn(to router: Router<BasicRequestContext>) {
        router.get(Self.path(Path.signIn)) { request, _ in try await begin(request) }
        router.post(Self.path(Path.assertionConsumerService)) { request, _ in try await receive(request) }
        router.get(Self.path(Path.assertionConsumerService)) { _, _ in NoticePage.noForm.reply }
        router.get(Self.path(Path.finish)) { request, _ in await finish(request) }
        router.get(Self.path(Path.onward + "/:procedure")) { _, context in
            Reply.goTo(settings.origin + (Self.procedure(context).map(Path.procedure) ?? Path.home))
        }
    }

    /// `GET /sign-in`: sends the request.
    private func begin(_ request: Request) async throws -> Reply {
        let now = clock()
        let parameters = request.uri.queryParameters
        guard let wish = SignInOptions({ parameters[Substring($0)].map(String.init) }) else {
            return NoticePage.notFound.reply
        }
        guard let provider = await identityProvider.provider(at: now) else {
            return problem(.noIdentityProvider, status: .serviceUnavailable)
        }
        let start = SignInStart(office: settings, pending: pending)
        guard let (sent, passage) = try await start.start(wish, at: provider, now: now) else {
            return NoticePage.bindingNotOffered.reply
        }
        var reply: Reply =
            switch passage {
            case .redirect(let address): .goTo(address)
            case .form(let form): PassagePage(form: form).reply
            }
        for cookie in cookies.endsOfForgotten(in: request) { reply.setCookie(cookie) }
        reply.setCookie(cookies.pending(sent, life: settings.timeout))
        return reply
    }

    /// `POST /acs`: receives the answer. Reads no cookie.
    private func receive(_ request: Request) async throws -> Reply {
        let now = clock()
        guard let form = try await AnswerForm(request) else { return NoticePage.noForm.reply }
        guard let provider = await identityProvider.provider(at: now) else {
            return problem(.noIdentityProvider, status: .serviceUnavailable)
        }
        let judge = AnswerJudge(office: settings, pending: pending, replays: replays, slowAnswers: slowAnswers)
        let judgement: AnswerJudge.Judgement
        do {
            judgement = try await judge.judge(
                samlResponse: form.samlResponse, relayState: form.relayState, from: provider, now: now)
        } catch {
            guard case .tooManyAtOnce = error else { return problem(error, status: .badRequest) }
            var reply = problem(error, status: .serviceUnavailable)
            reply.headers[.retryAfter] = "2"
            return reply
        }
        let ticket = await handovers.insert(judgement.outcome, of: judgement.request, now: now)
        return .goTo(settings.origin + Path.finish + "?ticket=" + ticket)
    }

    /// `GET /acs/finish`: signs in, if this browser sent the request.
    private func finish(_ request: Request) async -> Reply {
        let now = clock()
        let ticket = request.uri.queryParameters["ticket"].map(String.init) ?? ""
        let cookies = cookies
        let taken = await handovers.take(ticket, now: now, secret: { cookies.pendingSecret(request, for: $0) })
        guard let handover = taken else {
            logger.notice("sign-in not finished: another browser sent the request, or the ticket was used before")
            return NoticePage.otherBrowser.reply
        }
        let secret = await sessions.record(
            handover.outcome, replacing: cookies.sessionSecret(request),
            until: now.addingTimeInterval(settings.sessionLife.seconds), now: now)
        let procedure = handover.request.wish.procedure
        var reply = Reply.goTo(
            settings.onward.map { $0 + Path.onward + "/" + procedure.rawValue }
                ?? settings.origin + Path.procedure(procedure))
        reply.setCookie(cookies.endOfPending(handover.request))
        reply.setCookie(cookies.session(secret))
        return reply
    }

    /// Returns the page of a problem. The log names the violated rule. Page and log have the same reference.
    private func problem(_ problem: AnswerProblem, status: HTTPResponse.Status) -> Reply {
        let reference = String(Random.token().prefix(8))
        let detail = String(
            String.UnicodeScalarView("\(problem)".unicodeScalars.filter { $0.value >= 0x20 }).prefix(400))
        logger.notice("answer rejected", metadata: ["reference": "\(reference)", "problem": "\(detail)"])
        return ProblemPage(problem: problem, reference: reference, status: status).reply
    }
}
