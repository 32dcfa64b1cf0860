import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import SAML
import Secrets

/// The pages of a logout in progress: the service that is being notified, the results of the others, and the return.
struct LogoutController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.get("/logout/:logout") { request, context in
            let open = try await open(request, context)
            if open.logout.isOver, open.logout.outcome == .ended, let home = try await propagation.answer(open) {
                return try LogoutDelivery(site).response(home, context)
            }
            return try await page(open, request, context)
        }
        router.get("/logout/:logout/next") { request, context in
            let open = try await open(request, context)
            let query = request.uri.queryParameters
            switch try await propagation.step(
                open, from: query.get("from").flatMap { Int64($0) } ?? 0, seemsUnreachable: query.get("away") != nil)
            {
            case .visit(.form(let form)):
                context.log.info("logout: the browser takes a LogoutRequest to a service")
                return try submitting(form, of: open, context)
            case .visit(let delivery):
                context.log.info("logout: the browser takes a LogoutRequest to a service")
                return try LogoutDelivery(site).response(delivery, context)
            case .reopen: return site.seeOther(path(open))
            }
        }
        router.get("/logout/:logout/finish") { request, context in
            let open = try await open(request, context)
            guard let home = try await propagation.answer(open) else { return site.seeOther(path(open)) }
            return try LogoutDelivery(site).response(home, context)
        }
    }

    private var propagation: LogoutPropagation { LogoutPropagation(site.logouts) }

    private func path(_ open: OpenLogout) -> String { "/logout/\(open.id.rawValue)" }

    private func open(_ request: Request, _ context: RequestContext) async throws -> OpenLogout {
        guard let id = context.parameters.get("logout").flatMap(LogoutID.init(rawValue:)) else {
            throw SignInError.unknownLogout
        }
        return try await propagation.open(
            id, with: LogoutCookie.handle(of: id, in: request), session: SessionCookie.handle(in: request))
    }

    private func page(_ open: OpenLogout, _ request: Request, _ context: RequestContext) async throws -> Response {
        let frame = Frame(address: path(open))
        let state = try await state(of: open, request, context)
        guard !open.logout.isOver else {
            let requester = open.logout.replyTo.flatMap { propagation.isStillRegistered($0) ? $0.issuer : nil }
            let home = requester.map {
                LogoutPage.Home(
                    service: site.description(of: $0, in: context.languageCode).name, address: path(open) + "/finish")
            }
            return try site.response(LogoutPage(frame: frame, state: state, onward: .over(backTo: home)), to: context)
        }
        let address = propagation.nextAddress(of: open)
        let onward = LogoutPage.Onward.next(
            .init(
                address: path(open) + "/next?from=\(open.version)", here: path(open),
                probe: address.flatMap { SecurityHeaders.origin(of: $0, schemes: [.https, .http]) }
                    .map { $0 + "/favicon.ico" },
                seconds: seconds(open)))
        return try site.response(
            LogoutPage(frame: frame, state: state, onward: onward), to: context,
            forms: .logout(probing: address))
    }

    /// Returns how long the next step may take, in seconds. When the server sends the request, the browser waits longer
    /// than the server.
    private func seconds(_ open: OpenLogout) -> Int {
        let timeout = Int(site.settings.logoutTimeout.components.seconds)
        return open.logout.current?.route == .server ? 2 * timeout : timeout
    }

    /// The same page with the form that posts a request. The page continues on its own when the service does not
    /// answer.
    private func submitting(_ form: PostBinding.Form, of open: OpenLogout, _ context: RequestContext) throws -> Response
    {
        let next = LogoutPage.Next(
            address: path(open), here: path(open), probe: nil, seconds: seconds(open),
            form: .init(destination: form.action, fields: form.fields.map { .init($0.name, $0.value) }))
        return try site.response(
            LogoutPage(
                frame: Frame(),
                state: .init(services: services(of: open, context), isSignedIn: false, isOpenInOtherBrowser: false),
                onward: .next(next)),
            to: context, forms: .submittingLogout)
    }

    private func state(of open: OpenLogout, _ request: Request, _ context: RequestContext) async throws
        -> LogoutPage.Progress
    {
        var present: OpenSession?
        if let handle = SessionCookie.handle(in: request) { present = try await site.sessions.session(of: handle) }
        return LogoutPage.Progress(
            services: services(of: open, context), isSignedIn: present != nil,
            isOpenInOtherBrowser: open.logout.isOpen(outside: open.session))
    }

    private func services(of open: OpenLogout, _ context: RequestContext) -> [LogoutPage.Service] {
        open.logout.services(of: open.session).map { entry in
            let service = site.description(of: entry.entityID, in: context.languageCode)
            return LogoutPage.Service(
                name: service.name, home: service.home,
                state: entry.outcome.map(LogoutPage.State.init) ?? (entry.isCurrent ? .now : .waiting))
        }
    }
}

extension LogoutPage.State {
    fileprivate init(_ outcome: LogoutParticipant.Outcome) {
        self =
            switch outcome {
            case .ended: .ended
            case .endedInPart: .endedInPart
            case .refused: .refused
            case .noAnswer: .noAnswer
            case .unreachable: .unreachable
            case .noEndpoint: .noEndpoint
            case .otherBrowser: .otherBrowser
            }
    }
}
