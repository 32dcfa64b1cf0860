import Broker
import Federation
import HTTPTypes
import Hummingbird
import Pages
import Secrets

/// A request that presents a proof: a code, a password, or the result from the certificate origin.
///
/// An accepted proof renews the login's cookie. When the same request comes again from a browser that has not received
/// the new cookie, it gets the same redirect and the same cookie, for half a minute.
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
    ///   - proof: the part of the form that is the proof.
    ///   - step: checks it.
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

    /// Receives a proof in the address. It is long and random, so it needs no form.
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
            let renewed = try await site.signIn.renewedHandle(of: id, from: shown, showing: proof)
            guard let renewed else { throw error }
            let login = try await site.signIn.open(id, with: renewed, session: SessionCookie.handle(in: request))
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
    /// Whether this error can occur because an equal request came earlier and renewed the cookie.
    fileprivate var mayFollowRenewal: Bool {
        switch self {
        case .unknownLogin, .overtaken, .impossible: true
        case .unknownLogout, .sessionEnded, .consentMissing, .overloaded: false
        }
    }
}
