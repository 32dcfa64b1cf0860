import Broker
import Federation
import HTTPTypes
import Hummingbird
import Pages
import Secrets

/// A request that shows a proof: a code, a password, or what the certificate's origin gave.
///
/// A proof that is accepted renews the login's cookie. The same request again, from a browser to which the new cookie has
/// not come, is led to where the first one led and is given the same cookie, for half a minute.
struct ProofContext: Sendable {
    let site: Site
    let request: Request
    let context: RequestContext

    init(_ request: Request, _ context: RequestContext, at site: Site) {
        self.site = site
        self.request = request
        self.context = context
    }

    /// Receives a form with a proof.
    ///
    /// - Parameters:
    ///   - proof: what of the form is the proof.
    ///   - step: judges it.
    func receive(
        _ proof: @Sendable (Form) -> TypedProof, _ step: @Sendable (LoginContext, Form) async throws -> Response
    ) async throws -> Response {
        let (id, shown) = try cookie()
        let form = try await FormBody.read(request, upTo: LoginContext.maximumForm)
        let isOurs = site.tokens.accepts(form.text(FormField.token.rawValue), for: id, handle: shown)
        let proof = proof(form)
        return try await take(proof, id, shown, isOurs: isOurs) { login in
            guard isOurs else { return try LoginController(site: site).stale(login) }
            return try await step(login, form)
        }
    }

    /// Receives a proof in the address: one that is long and random, and needs no form.
    func receive(
        _ proof: TypedProof, _ step: @Sendable (LoginContext) async throws -> Response
    ) async throws -> Response {
        let (id, shown) = try cookie()
        return try await take(proof, id, shown, isOurs: true, step)
    }

    private func take(
        _ proof: TypedProof, _ id: LoginID, _ shown: Handle, isOurs: Bool,
        _ step: (LoginContext) async throws -> Response
    ) async throws -> Response {
        do {
            let login = try await LoginContext.open(request, context, at: site)
            return try await step(login.with(login.open.showing(proof)))
        } catch let error as SignInError where isOurs && error.mayFollowRenewal {
            let renewed = try await site.broker.renewedHandle(of: id, from: shown, showing: proof)
            guard let renewed else { throw error }
            let login = try await site.broker.open(id, with: renewed, session: SessionCookie.handle(in: request))
            return LoginContext(
                site: site, context: context, open: login, shown: shown, known: KnownBrowserCookie.browser(in: request)
            ).seeOther()
        }
    }

    private func cookie() throws -> (LoginID, Handle) {
        guard let id = context.parameters.get("login").flatMap(LoginID.init(rawValue:)),
            let shown = LoginCookie.handle(of: id, in: request)
        else { throw SignInError.unknownLogin }
        return (id, shown)
    }
}

extension SignInError {
    /// Whether a request can meet this because an equal one was faster and has renewed the cookie.
    fileprivate var mayFollowRenewal: Bool {
        switch self {
        case .unknownLogin, .overtaken, .impossible: true
        case .unknownLogout, .sessionEnded, .consentMissing, .overloaded: false
        }
    }
}
