import Broker
import Citizens
import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Pages

/// The two steps of the PIN method.
struct PINController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.post("/login/:login/pin") { request, context in
            let (login, form) = try await LoginContext.receive(request, context, at: site)
            guard let form else { return try LoginController(site: site).stale(login) }
            return try await self.request(form, login)
        }
        router.post("/login/:login/pin/again") { request, context in
            let (login, form) = try await LoginContext.receive(request, context, at: site)
            guard form != nil else { return try LoginController(site: site).stale(login) }
            return try await again(login)
        }
        router.get("/login/:login/pin/restart") { request, context in
            let login = try await LoginContext.open(request, context, at: site)
            _ = try await MethodChoice(site.signIn).choose(.pin, in: login.open)
            return login.seeOther()
        }
        router.post("/login/:login/pin/code") { request, context in
            try await ProofContext(request, context, at: site).receive {
                TypedProof(.pin, $0.text(FormField.accessCode.rawValue))
            } _: { login, form in
                let outcome = try await PINLogin(site.signIn).enter(
                    form.text(FormField.accessCode.rawValue), by: login.visitor, in: login.open)
                return try await CodeAnswers(login: login).response(outcome)
            }
        }
    }

    private func request(_ form: Form, _ login: LoginContext) async throws -> Response {
        let application = PINLogin.Application(
            document: form.text(FormField.document.rawValue), contrast: form.text(FormField.contrast.rawValue),
            ownCode: form.text(FormField.code.rawValue))
        let outcome = try await PINLogin(site.signIn).request(
            application, by: login.visitor, for: login.open)
        switch outcome {
        case .sent: return login.seeOther()
        case .formErrors(let errors): return try retry(application, .problems(errors.problems(of: application)), login)
        case .wait(let pause):
            return try retry(application, PageMessage(pause, now: site.time.now()), login)
        }
    }

    private func again(_ login: LoginContext) async throws -> Response {
        let outcome = try await PINLogin(site.signIn).requestAgain(by: login.visitor, for: login.open)
        switch outcome {
        case .sent: return login.seeOther(.sentAgain)
        case .formErrors: return login.seeOther()
        case .wait(let pause): return try await login.afterPause(pause)
        }
    }

    private func retry(
        _ application: PINLogin.Application, _ message: PageMessage, _ login: LoginContext
    ) throws -> Response {
        try login.response(
            LoginPages(login).pinRequest(
                document: application.document, contrast: application.contrast, code: application.ownCode,
                showing: message))
    }
}

extension PINLogin.FormErrors {
    fileprivate func problems(of application: PINLogin.Application) -> [Problem] {
        var problems: [Problem] = []
        if let document { problems.append(Problem(Sentence(document), field: .document)) }
        if let contrast {
            problems.append(Problem(Sentence(contrast, typed: application.contrast), field: .contrast))
        }
        if isOwnCodeWrong { problems.append(Problem(.codeMalformed, field: .code)) }
        return problems
    }
}

extension Sentence {
    /// Makes the problem for an invalid contrast datum.
    init(_ error: ContrastDatumError, typed: String) {
        switch error {
        case .permanent: self = .contrastPermanent
        case .malformed: self = typed.allSatisfy(\.isWhitespace) ? .contrastMissing : .contrastMalformed
        }
    }

    /// Makes the problem for an invalid document number.
    init(_ error: NationalIdentifierError) {
        switch error {
        case .empty: self = .documentMissing
        case .shape, .letter: self = .documentMalformed
        case .entity: self = .documentOfEntity
        }
    }
}
