import Broker
import Citizens
import Federation
import Foundation
import Hummingbird
import Pages

/// The password, and the one-time code that may follow it.
struct PermanentKeyController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.post("/login/:login/permanent-key") { request, context in
            try await ProofContext(request, context, at: site).receive {
                TypedProof(.password, $0.text(FormField.document.rawValue), $0.text(FormField.password.rawValue))
            } _: { login, form in
                try await submit(form, login)
            }
        }
        router.post("/login/:login/permanent-key/again") { request, context in
            let (login, form) = try await LoginContext.receive(request, context, at: site)
            guard form != nil else { return try LoginController(site: site).stale(login) }
            let outcome = try await PermanentKeyLogin(site.signIn).sendAgain(by: login.visitor, for: login.open)
            return try await response(outcome, document: "", login, notice: .sentAgain)
        }
        router.post("/login/:login/permanent-key/code") { request, context in
            try await ProofContext(request, context, at: site).receive {
                TypedProof(.code, $0.text(FormField.oneTimeCode.rawValue))
            } _: { login, form in
                let outcome = try await PermanentKeyLogin(site.signIn).enter(
                    form.text(FormField.oneTimeCode.rawValue), by: login.visitor, in: login.open)
                return try await CodeAnswers(login: login).response(outcome)
            }
        }
    }

    private func submit(_ form: Form, _ login: LoginContext) async throws -> Response {
        let document = form.text(FormField.document.rawValue)
        let password = form.text(FormField.password.rawValue)
        guard !password.isEmpty else {
            return try retry(document, Problem(.passwordMissing, field: .password), login)
        }
        let outcome = try await PermanentKeyLogin(site.signIn).submit(
            document: document, password: password, by: login.visitor, for: login.open)
        return try await response(outcome, document: document, login, notice: nil)
    }

    private func response(
        _ outcome: PermanentKeyLogin.Outcome, document: String, _ login: LoginContext, notice: LoginNotice?
    ) async throws -> Response {
        switch outcome {
        case .proved(let open), .fellShort(let open): return login.with(open).seeOther()
        case .codeSent(let open): return login.with(open).seeOther(notice)
        case .malformed(let error): return try retry(document, Problem(Sentence(error), field: .document), login)
        case .wrong: return try retry(document, Problem(.dataDoNotMatch), login)
        case .paused(let pause): return try retry(document, Problem(Sentence(pause)), login)
        case .wait(let pause): return try await login.afterPause(pause)
        }
    }

    private func retry(_ document: String, _ problem: Problem, _ login: LoginContext) throws -> Response {
        try login.response(LoginPages(login).permanentKey(document: document, showing: .problems([problem])))
    }
}
