import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import SAML
import Secrets
import XML

/// The address at which services' requests arrive, by both bindings, and the address for unsolicited SSO.
struct SingleSignOnController: Sendable {
    let site: Site
    let arrivals: ArrivalLimit

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.messages(at: "/saml/sso", of: site, arrivals: arrivals) { message, request, context in
            let received = try await message.read(
                AuthnRequest.self, in: site.entities.verifications, for: context.widestNetwork)
            return try await begin(received, request, context)
        }
        router.get("/saml/unsolicited") { request, context in
            try arrivals.admit(context, at: site)
            let unsolicited: UnsolicitedRequest
            do throws(BindingFailure) {
                unsolicited = try UnsolicitedRequest(query: request.uri.query ?? "")
            } catch {
                throw Rejection.unreadable(error)
            }
            return try await response(
                SingleSignOn(site.signIn, reference: context.reference).begin(unsolicited), request, context)
        }
    }

    private func begin(_ received: Received<AuthnRequest>, _ request: Request, _ context: RequestContext) async throws
        -> Response
    {
        try await response(
            SingleSignOn(site.signIn, reference: context.reference).begin(
                received, from: context.widestNetwork,
                session: request.method == .get ? SessionCookie.handle(in: request) : nil),
            request, context)
    }

    /// Returns the address of a login that has begun. For a request that forbids questions (IsPassive), that address
    /// also refuses a browser without cookies.
    private func address(of open: OpenLogin) -> String {
        let address = "/login/\(open.login.id.rawValue)"
        guard open.login.request.isPassive else { return address }
        let ticket = site.signIn.refusalTicket(of: open.login.id)
        return "\(address)?\(LoginController.refusalTicket)=\(ticket.text)"
    }

    /// Returns the redirect that follows a request.
    private func response(
        _ beginning: SingleSignOn.Beginning, _ request: Request, _ context: RequestContext
    ) throws -> Response {
        switch beginning {
        case .started(let open):
            var response = site.seeOther(address(of: open))
            let cookie = LoginCookie.setting(
                open.handle, for: open.login.id, lasting: site.settings.loginLifetime + LoginCookie.grace)
            for value in LoginCookie.removingOldest(in: request) + [cookie] {
                response.headers.append(HTTPField(name: .setCookie, value: value))
            }
            context.log.info(
                "login: started",
                metadata: [
                    "login": "\(open.login.id.rawValue)",
                    "service": "\(open.login.request.issuer.rawValue.cut(maximumScalars: 300))",
                ])
            return response
        case .answered(let answer, let open):
            return try answered(answer, open, request, context)
        case .known(let login):
            return site.seeOther("/login/\(login.rawValue)?repeated=1")
        case .refused(let answer):
            return try AnswerResponse(site).response(answer, service: nil, to: context)
        }
    }

    /// Returns the answer, with the cookie that lets this browser get it again after a reload.
    private func answered(
        _ answer: Answer, _ open: OpenLogin, _ request: Request, _ context: RequestContext
    ) throws -> Response {
        context.log.info("login: answered", metadata: ["login": "\(open.login.id.rawValue)"])
        var response = try AnswerResponse(site).response(
            answer, service: site.description(of: open, in: context.languageCode), to: context)
        let cookie = LoginCookie.setting(
            open.answerHandle, for: open.login.id, lasting: site.settings.answerLifetime)
        for value in LoginCookie.removingOldest(in: request) + [cookie] {
            response.headers.append(HTTPField(name: .setCookie, value: value))
        }
        return response
    }
}
