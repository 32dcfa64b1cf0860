import Broker
import Federation
import Hummingbird
import Pages

/// The redirect to the certificate origin, and the return from it.
struct CertificateController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.get("/login/:login/certificate/start") { request, context in
            let login = try await LoginContext.open(request, context, at: site)
            let chosen = try await chosen(login)
            guard let address = try await CertificateLogin(site.signIn).ticketAddress(for: chosen.open) else {
                return login.seeOther()
            }
            return site.seeOther("\(address)&lang=\(context.languageCode)")
        }
        router.get("/login/:login/certificate/return") { request, context in
            let code = request.uri.queryParameters.get("code") ?? ""
            return try await ProofContext(request, context, at: site).receive(TypedProof(.certificate, code)) { login in
                try await redeem(code, login)
            }
        }
    }

    private func redeem(_ code: String, _ login: LoginContext) async throws -> Response {
        switch try await CertificateLogin(site.signIn).redeem(code, in: login.open) {
        case .proved(let open), .fellShort(let open): return login.with(open).seeOther()
        case .nothing:
            return try await LoginPages(login).page(showing: .problems([Problem(.certificateTicketUseless)]))
        case .blocked:
            _ = try await login.completion.refuse(login.open, because: .requestDenied)
            return login.seeOther()
        }
    }

    /// Returns the login with the certificate as its method, whether the citizen came from the method selection or from
    /// a refused certificate.
    private func chosen(_ login: LoginContext) async throws -> LoginContext {
        if case .proving(.certificate) = login.open.login.state { return login }
        return login.with(try await MethodChoice(site.signIn).choose(.certificate, in: login.open))
    }
}
