import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pages
import SAML
import Secrets
import Telemetry

/// The addresses at which services' logout messages arrive: one for requests and answers that browsers carry, and one
/// for the services' servers.
struct SingleLogoutController: Sendable {
    let site: Site
    let arrivals: ArrivalLimit

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.messages(at: "/saml/slo", of: site, arrivals: arrivals) { message, _, context in
            guard message.has(.response), !message.has(.request) else {
                let received = try await message.read(
                    LogoutRequest.self, in: site.entities.verifications, for: context.widestNetwork)
                return try await response(
                    SingleLogout(site.logouts).receive(received, from: context.widestNetwork), context)
            }
            return site.seeOther("/logout/\(try await logout(answeredBy: message, context).rawValue)")
        }
        router.post("/saml/slo/soap") { request, context in
            try arrivals.admit(context, at: site)
            return try await exchange(request, context)
        }
    }

    /// Returns the logout that continues with a service's answer. An unreadable answer is matched by its RelayState.
    private func logout(answeredBy message: ArrivedMessage, _ context: RequestContext) async throws -> LogoutID {
        do {
            let received = try await message.read(
                LogoutResponse.self, in: site.entities.verifications, for: context.widestNetwork)
            return try await LogoutPropagation(site.logouts).receive(received, from: context.widestNetwork)
        } catch let rejection as Rejection {
            guard let logout = message.relayState.flatMap(LogoutID.init(rawValue:)) else { throw rejection }
            site.measurements.count(.rejections, rejection.code)
            context.log.notice("logout: a LogoutResponse was rejected", metadata: ["code": "\(rejection.code)"])
            return logout
        }
    }

    private func response(_ conclusion: SingleLogout.Conclusion, _ context: RequestContext) throws -> Response {
        switch conclusion {
        case .answer(let delivery): return try LogoutDelivery(site).response(delivery, context)
        case .propagation(let id, let handle):
            var response = site.seeOther("/logout/\(id.rawValue)")
            if let handle {
                let cookie = LogoutCookie.setting(handle, for: id, lasting: site.settings.logoutLifetime)
                response.headers.append(HTTPField(name: .setCookie, value: cookie))
            }
            return response
        case .noAnswer: return site.seeOther("/session")
        }
    }

    private func exchange(_ request: Request, _ context: RequestContext) async throws -> Response {
        var octets: [UInt8]?
        do {
            octets = Array(buffer: try await request.body.collect(upTo: SOAPBinding.maximumBytes))
        } catch is NIOTooManyBytesError {
            // A message that is too large gets its own SOAP answer.
        }
        guard let reply = try await SOAPLogout(site.logouts).receive(octets, from: context.widestNetwork) else {
            return Response(status: .noContent)
        }
        var response = Response(
            status: reply.isFault ? .internalServerError : .ok,
            headers: [
                .contentType: SOAPBinding.contentType, .cacheControl: "no-cache, no-store",
                .xContentTypeOptions: "nosniff",
            ], body: .init(byteBuffer: .init(bytes: reply.envelope)))
        if let wait = reply.retryAfter {
            response.status = .serviceUnavailable
            response.headers[.retryAfter] = String(wait.components.seconds)
        }
        return response
    }
}

/// Sends a browser onward with a logout message.
struct LogoutDelivery {
    private let site: Site

    init(_ site: Site) {
        self.site = site
    }

    func response(_ delivery: LogoutBuilder.Delivery, _ context: RequestContext) throws -> Response {
        switch delivery {
        case .redirect(let url): site.seeOther(url)
        case .form(let form):
            try AnswerResponse(site).response(
                to: form.action, form.fields.map { .init($0.name, $0.value) }, service: nil, context)
        // SOAP is never used through a browser.
        case .soap: site.seeOther("/session")
        }
    }
}
