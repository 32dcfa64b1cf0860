import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import SAML
import Secrets

/// The page that shows who is signed in at this browser, and ends the session.
struct SessionController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.page("/session") { request, context in
            guard let session = try await session(of: request) else {
                return try site.response(
                    SessionPage(frame: Frame(address: "/session"), present: nil, signOutAction: "/session/end"),
                    to: context)
            }
            return try await page(of: session, context)
        }
        router.post("/session/end") { request, context in
            guard let handle = SessionCookie.handle(in: request) else { return site.seeOther("/session") }
            let form = try await FormBody.read(request, upTo: 16_384)
            guard site.tokens.accepts(form.text(FormField.token.rawValue), forSession: handle) else {
                context.log.notice("form: the form token is missing or invalid")
                return site.seeOther("/session")
            }
            let logout = try await SignOut(site.logouts).end(handle)
            context.log.info("session: ended by the citizen")
            var response = site.seeOther(logout.map { "/logout/\($0.id.rawValue)" } ?? "/session")
            if let logout {
                let cookie = LogoutCookie.setting(
                    logout.handle, for: logout.id, lasting: site.settings.logoutLifetime)
                response.headers.append(HTTPField(name: .setCookie, value: cookie))
            }
            response.headers.append(HTTPField(name: .setCookie, value: SessionCookie.clearing))
            return response
        }
    }

    private func session(of request: Request) async throws -> OpenSession? {
        guard let handle = SessionCookie.handle(in: request) else { return nil }
        return try await site.sessions.session(of: handle)
    }

    private func page(of session: OpenSession, _ context: RequestContext) async throws -> Response {
        let services = try await SignOut(site.logouts).services(of: session)
        let consents = try await ConsentWithdrawal(site.signIn).services(of: session)
        let person = session.session.person
        let page = SessionPage(
            frame: Frame(address: "/session", formToken: site.tokens.token(forSession: session.handle)),
            present: .init(
                name: "\(person.givenName) \(person.familyName)", since: session.session.startedAt,
                previousAccess: session.session.previousAccess, until: session.expiresAt,
                methods: Method.own.filter(Set(session.session.proofs.map(\.proof.method)).contains)
                    .compactMap { MethodName($0) },
                services: services.map { site.description(of: $0, in: context.languageCode).name },
                consents: consents.map {
                    .init(serviceName: site.description(of: $0, in: context.languageCode).name, entityID: $0.rawValue)
                }),
            signOutAction: "/session/end", withdrawAction: "/session/consent/withdraw")
        return try site.response(page, to: context, forms: .ownOrigins([]))
    }
}
