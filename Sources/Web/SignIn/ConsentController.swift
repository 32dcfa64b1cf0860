import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import SAML

/// The citizen's answer to the page that asks for consent, and the withdrawal of consent.
struct ConsentController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.post("/login/:login/consent") { request, context in
            let (login, form) = try await LoginContext.receive(request, context, at: site)
            guard let form else { return try LoginController(site: site).stale(login) }
            let choice = form[FormField.remember.rawValue] == nil ? ConsentChoice.once : .remembered
            return try await LoginController(site: site).agree(choice, login)
        }
        router.post("/login/:login/consent/refuse") { request, context in
            let (login, form) = try await LoginContext.receive(request, context, at: site)
            guard form != nil else { return try LoginController(site: site).stale(login) }
            _ = try await login.completion.refuse(login.open, because: .consentRefused)
            return login.seeOther()
        }
        router.post("/session/consent/withdraw") { request, context in
            guard let handle = SessionCookie.handle(in: request),
                let session = try await site.sessions.session(of: handle)
            else { return site.seeOther("/session") }
            let form = try await FormBody.read(request, upTo: 16_384)
            guard site.tokens.accepts(form.text(FormField.token.rawValue), forSession: session.handle) else {
                context.log.notice("form: the form token is missing or invalid")
                return site.seeOther("/session")
            }
            let service = EntityID(rawValue: form.text(FormField.service.rawValue))
            try await ConsentWithdrawal(site.signIn).withdraw(from: service, in: session)
            return site.seeOther("/session")
        }
    }
}

extension ConsentPage {
    /// - Parameter login: a login in the state proved.
    init(_ question: ConsentQuestion, _ login: LoginContext) {
        let released = question.released.map { disclosure, values in
            Datum(ReleasedAttribute(disclosure), Self.value(of: disclosure, values, method: question.method))
        }
        let name = question.nameIDFormat.map {
            [Datum($0 == .persistent ? .known(.pseudonym) : .known(.transient), .nothing)]
        }
        self.init(
            frame: login.frame(),
            data: released + [Datum(.known(.level), .level(LevelName(question.level)))] + (name ?? []),
            action: "\(login.path)/consent", refuseAction: "\(login.path)/consent/refuse")
    }

    private static func value(of disclosure: Disclosure, _ values: [String], method: Method) -> Datum.Value {
        switch disclosure.content {
        case .attribute(.selectedIdP): MethodName(method).map { .method($0) } ?? .nothing
        case .identifier: .nothing
        case .attribute, .values: .text(values.joined(separator: ", "))
        }
    }
}
