import Broker
import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import SAML
import Secrets

/// A login opened by the browser that began it, and the request that is being answered.
struct LoginContext: Sendable {
    let site: Site
    let context: RequestContext
    let open: OpenLogin
    /// The cookie that the browser sent. The login may have another by the time of the response.
    let shown: Handle
    /// The earlier sign-ins that the browser's cookie names.
    let known: KnownBrowser?

    /// Opens the login that the address names for the browser that sends its cookie.
    ///
    /// - Throws: `SignInError.unknownLogin`; `Rejection.replayed` when another browser uses a service's request a
    ///   second time.
    static func open(_ request: Request, _ context: RequestContext, at site: Site) async throws -> LoginContext {
        guard let id = context.parameters.get("login").flatMap(LoginID.init(rawValue:)),
            let handle = LoginCookie.handle(of: id, in: request)
        else {
            if request.uri.queryParameters.get("repeated") != nil { throw Rejection.replayed(nil) }
            throw SignInError.unknownLogin
        }
        let open = try await site.signIn.open(id, with: handle, session: SessionCookie.handle(in: request))
        return LoginContext(
            site: site, context: context, open: open, shown: handle, known: KnownBrowserCookie.browser(in: request))
    }

    /// Opens the login, and reads the form that was sent to it.
    ///
    /// - Returns: nil for the form when it lacks the token of Aldaba's own pages.
    static func receive(
        _ request: Request, _ context: RequestContext, at site: Site
    ) async throws -> (login: LoginContext, form: Form?) {
        let login = try await open(request, context, at: site)
        let form = try await FormBody.read(request, upTo: maximumForm)
        let isOurs = site.tokens.accepts(
            form.text(FormField.token.rawValue), for: login.open.login.id, handle: login.shown)
        return (login, isOurs ? form : nil)
    }

    /// The maximum size of a login's form, in octets.
    static let maximumForm = 16_384

    /// Returns the same context with another state of the login.
    func with(_ open: OpenLogin) -> LoginContext {
        LoginContext(site: site, context: context, open: open, shown: shown, known: known)
    }

    /// Returns the same context with the login's present state from the database.
    func reloaded() async throws -> LoginContext {
        with(try await site.signIn.open(open.login.id, with: open.handle, session: open.sessionHandle))
    }

    /// Returns the session of this browser, unless it is over.
    func session() async throws -> OpenSession? {
        try await site.sessions.session(of: open)
    }

    /// The use case that ends the login, under the reference of this request.
    var completion: LoginCompletion {
        LoginCompletion(site.signIn, reference: context.reference, visitor: visitor)
    }

    /// The sender of the form, for limits and messages.
    var visitor: Visitor {
        Visitor(address: context.clientAddress, language: context.languageCode, known: known)
    }

    var path: String { "/login/\(open.login.id.rawValue)" }

    /// Returns a redirect to the present step of the login.
    func seeOther(_ notice: LoginNotice? = nil) -> Response {
        withRenewedCookie(site.seeOther(notice.map { "\(path)?\(LoginNotice.parameter)=\($0.parameterValue)" } ?? path))
    }

    /// Adds the login's cookie to a response when it differs from the one that the browser sent: a proof in this
    /// request has renewed it.
    private func withRenewedCookie(_ response: Response) -> Response {
        guard open.handle != shown else { return response }
        var response = response
        response.headers.append(LoginCookie.renewing(open.handle, of: open.login, at: site.time.now()))
        return response
    }

    /// Returns the present page, for a citizen who asked for another code too soon.
    func afterPause(_ pause: Pause) async throws -> Response {
        let message = PageMessage(pause, now: site.time.now())
        guard case .notice = message, case .proving(let step) = open.login.state, step.isWaitingForCode else {
            return try await LoginPages(self).page(showing: message)
        }
        return seeOther(.tooSoon)
    }

    func frame(showing message: PageMessage = .nothing) -> Frame {
        Frame(
            service: site.description(of: open, in: context.languageCode), address: path,
            formToken: site.tokens.token(for: open.login.id, handle: open.handle), problems: message.problems,
            notice: message.notice)
    }

    /// Makes a response from a page of the login. A page that shows a problem also has an error status.
    func response(_ page: some Page) throws -> Response {
        try withRenewedCookie(
            site.response(
                page, to: context,
                status: page.frame.problems.isEmpty || context.target != nil ? .ok : .unprocessableContent,
                forms: .ownOrigins([])))
    }

    /// The address of the method selection, for the pages of a method; nil when there is only one method.
    var backAddress: String? {
        open.login.offers.filter(\.isOffered).count > 1 ? "\(path)/choose" : nil
    }

    var cancelAction: String { "\(path)/cancel" }
}
