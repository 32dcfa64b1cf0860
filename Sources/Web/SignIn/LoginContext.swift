import Broker
import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import SAML
import Secrets

/// A login in the hands of the browser that began it, together with the request that is being answered.
struct LoginContext: Sendable {
    let site: Site
    let context: RequestContext
    let open: OpenLogin
    /// The cookie with which the browser came: the login may have another one by the time of the response.
    let shown: Handle
    /// What the browser's cookie says of earlier sign-ins.
    let known: KnownBrowser?

    /// Opens the login that the address names to the browser that shows its cookie.
    ///
    /// - Throws: `SignInError.unknownLogin`; `Rejection.replayed` when a service's request was used a second time by a
    ///   browser that did not begin what it began.
    static func open(_ request: Request, _ context: RequestContext, at site: Site) async throws -> LoginContext {
        guard let id = context.parameters.get("login").flatMap(LoginID.init(rawValue:)),
            let handle = LoginCookie.handle(of: id, in: request)
        else {
            if request.uri.queryParameters.get("repeated") != nil { throw Rejection.replayed(nil) }
            throw SignInError.unknownLogin
        }
        let open = try await site.broker.open(id, with: handle, session: SessionCookie.handle(in: request))
        return LoginContext(
            site: site, context: context, open: open, shown: handle, known: KnownBrowserCookie.browser(in: request))
    }

    /// Opens the login, and reads the form that was sent to it.
    ///
    /// - Returns: nil for the form when it lacks the token that our own pages carry.
    static func receive(
        _ request: Request, _ context: RequestContext, at site: Site
    ) async throws -> (login: LoginContext, form: Form?) {
        let login = try await open(request, context, at: site)
        let form = try await FormBody.read(request, upTo: maximumForm)
        let isOurs = site.tokens.accepts(
            form.text(FormField.token.rawValue), for: login.open.login.id, handle: login.shown)
        return (login, isOurs ? form : nil)
    }

    /// What a form of a login may weigh.
    static let maximumForm = 16_384

    /// The same context, with the login as it is now.
    func with(_ open: OpenLogin) -> LoginContext {
        LoginContext(site: site, context: context, open: open, shown: shown, known: known)
    }

    /// The same context, with the login as the database has it now.
    func anew() async throws -> LoginContext {
        with(try await site.broker.open(open.login.id, with: open.handle, session: open.sessionHandle))
    }

    /// The session of this browser, while it is not over.
    func session() async throws -> OpenSession? {
        try await site.broker.session(of: open)
    }

    /// What ends the login, under the reference of this request.
    var completion: LoginCompletion {
        LoginCompletion(site.broker, reference: context.reference, visitor: visitor)
    }

    /// Who sends the form, for limits and messages.
    var visitor: Visitor {
        Visitor(address: context.clientAddress, language: context.languageCode, known: known)
    }

    var path: String { "/login/\(open.login.id.rawValue)" }

    /// Go and look where the journey is now.
    func seeOther(_ notice: LoginNotice? = nil) -> Response {
        dressed(site.seeOther(notice.map { "\(path)?\(LoginNotice.parameter)=\($0.word)" } ?? path))
    }

    /// The response with the login's cookie, where it is another one than the browser showed: what was proved in this
    /// request has renewed it.
    private func dressed(_ response: Response) -> Response {
        guard open.handle != shown else { return response }
        var response = response
        response.headers.append(LoginCookie.renewing(open.handle, of: open.login, at: site.broker.time.now()))
        return response
    }

    /// The page that is there already, for a citizen who asked for another code too soon.
    func afterPause(_ pause: Pause) async throws -> Response {
        let word = PageWord(pause, now: site.broker.time.now())
        guard case .notice = word, case .proving(let step) = open.login.state, step.isWaitingForCode else {
            return try await LoginPages(self).page(saying: word)
        }
        return seeOther(.tooSoon)
    }

    func frame(saying word: PageWord = .nothing) -> Frame {
        Frame(
            service: site.asking(open, in: context.languageCode), address: path,
            formToken: site.tokens.token(for: open.login.id, handle: open.handle), problems: word.problems,
            notice: word.notice)
    }

    /// A page of the login. One that answers a form with a problem says so by its status too.
    func response(_ page: some Page) throws -> Response {
        try dressed(
            site.response(
                page, to: context,
                status: page.frame.problems.isEmpty || context.target != nil ? .ok : .unprocessableContent,
                forms: .ownOrigins([])))
    }

    /// Where the chooser is reached from a method; nil when there is nothing to choose.
    var backAddress: String? {
        open.login.offers.filter(\.isOffered).count > 1 ? "\(path)/choose" : nil
    }

    var cancelAction: String { "\(path)/cancel" }
}
