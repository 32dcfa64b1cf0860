import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import SAML
import Secrets

/// The pages of a logout on its way: which service is told now, how the others fared, and the way back.
struct LogoutController: Sendable {
    let site: Site

    func addRoutes(to router: some RouterMethods<Visit>) {
        router.get("/logout/:logout") { request, visit in
            let open = try await open(request, visit)
            if open.logout.isOver, open.logout.outcome == .ended, let home = try round.answer(open) {
                return try LogoutDelivery(site).response(home, visit)
            }
            return try await page(open, request, visit)
        }
        router.get("/logout/:logout/next") { request, visit in
            let open = try await open(request, visit)
            let wish = request.uri.queryParameters
            switch try await round.step(
                open, from: wish.get("from").flatMap { Int64($0) } ?? 0, seemsAway: wish.get("away") != nil)
            {
            case .visit(.form(let form)):
                visit.logger.info("logout: a service is asked")
                return try submitting(form, of: open, visit)
            case .visit(let delivery):
                visit.logger.info("logout: a service is asked")
                return try LogoutDelivery(site).response(delivery, visit)
            case .goOn: return site.seeOther(path(open))
            }
        }
        router.get("/logout/:logout/finish") { request, visit in
            let open = try await open(request, visit)
            guard let home = try round.answer(open) else { return site.seeOther(path(open)) }
            return try LogoutDelivery(site).response(home, visit)
        }
    }

    private var round: LogoutRound { LogoutRound(site.broker) }

    private func path(_ open: OpenLogout) -> String { "/logout/\(open.id.rawValue)" }

    private func open(_ request: Request, _ visit: Visit) async throws -> OpenLogout {
        guard let id = visit.parameters.get("logout").flatMap(LogoutID.init(rawValue:)) else {
            throw SignInError.unknownLogout
        }
        return try await round.open(
            id, with: LogoutCookie.handle(of: id, in: request), session: SessionCookie.handle(in: request))
    }

    private func page(_ open: OpenLogout, _ request: Request, _ visit: Visit) async throws -> Response {
        let frame = Frame(address: path(open))
        let state = try await state(of: open, request, visit)
        guard !open.logout.isOver else {
            let asker = open.logout.replyTo.flatMap { round.isStillThere($0) ? $0.issuer : nil }
            let home = asker.map {
                LogoutPage.Home(service: site.asking($0, in: visit.languageCode).name, address: path(open) + "/finish")
            }
            return try site.response(LogoutPage(frame: frame, state: state, onward: .over(backTo: home)), to: visit)
        }
        let address = round.nextAddress(of: open)
        let onward = LogoutPage.Onward.next(
            .init(
                address: path(open) + "/next?from=\(open.version)", here: path(open),
                look: address.flatMap { SecurityHeaders.origin(of: $0, schemes: [.https, .http]) }
                    .map { $0 + "/favicon.ico" },
                seconds: seconds(open)))
        return try site.response(
            LogoutPage(frame: frame, state: state, onward: onward), to: visit,
            forms: .round(lookingAt: address))
    }

    /// How long the next step may take: where our server asks, the browser waits longer than it.
    private func seconds(_ open: OpenLogout) -> Int {
        let patience = Int(site.broker.settings.logoutPatience.components.seconds)
        return open.logout.current?.route == .server ? 2 * patience : patience
    }

    /// The same page with the form that carries a request on: while the service does not answer, it lives on as well.
    private func submitting(_ form: PostBinding.Form, of open: OpenLogout, _ visit: Visit) throws -> Response {
        let next = LogoutPage.Next(
            address: path(open), here: path(open), look: nil, seconds: seconds(open),
            form: .init(destination: form.action, fields: form.fields.map { .init($0.name, $0.value) }))
        return try site.response(
            LogoutPage(
                frame: Frame(),
                state: .init(services: services(of: open, visit), isSignedIn: false, isElsewhere: false),
                onward: .next(next)),
            to: visit, forms: .submittingRound)
    }

    private func state(of open: OpenLogout, _ request: Request, _ visit: Visit) async throws -> LogoutPage.Progress {
        var present: OpenSession?
        if let handle = SessionCookie.handle(in: request) { present = try await site.broker.session(of: handle) }
        return LogoutPage.Progress(
            services: services(of: open, visit), isSignedIn: present != nil,
            isElsewhere: open.logout.isOpenElsewhere(than: open.session))
    }

    private func services(of open: OpenLogout, _ visit: Visit) -> [LogoutPage.Service] {
        open.logout.services(of: open.session).map { told in
            let service = site.asking(told.entityID, in: visit.languageCode)
            return LogoutPage.Service(
                name: service.name, home: service.home,
                state: told.ending.map(LogoutPage.State.init) ?? (told.isCurrent ? .now : .waiting))
        }
    }
}

extension LogoutPage.State {
    fileprivate init(_ ending: LogoutStop.Ending) {
        self =
            switch ending {
            case .ended: .ended
            case .endedInPart: .endedInPart
            case .refused: .refused
            case .silent: .silent
            case .unreachable: .unreachable
            case .noWay: .noWay
            case .elsewhere: .elsewhere
            }
    }
}
