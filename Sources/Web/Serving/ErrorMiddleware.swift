import Broker
import Federation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Pages
import Storage
import Telemetry
import XML

/// Turns an error that a route throws into a page that names the cause and the next step, and logs it once.
struct ErrorMiddleware: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            // The most frequent case comes first.
            let address = sameAddress(context) ?? (context.shown == nil ? nil : RoutePath.notFound)
            return try site.response(NotFoundPage(frame: Frame(address: address)), to: context, status: error.status)
        } catch Rejection.tooManyRequests(let perMinute, let wait) {
            return try refused(.tooManyRequests(perMinute: perMinute, retryAfter: wait), for: wait, context)
        } catch Rejection.verificationQueueFull(let wait) {
            var response = try rejected(.verificationQueueFull(retryAfter: wait), context)
            response.status = .serviceUnavailable
            response.headers[.retryAfter] = String(wait.components.seconds)
            return response
        } catch let rejection as Rejection {
            return try rejected(rejection, context)
        } catch let error as SignInError {
            return try failed(error, request, context)
        } catch let error as Form.Failure {
            context.log.notice("form: malformed", metadata: ["cause": "\(error)"])
            return try site.response(
                BadRequestPage(frame: frame(context)), to: context, status: .badRequest)
        } catch let error as ClientCertificateField.Failure {
            context.log.error("proxy: the field Client-Cert is malformed", metadata: ["cause": "\(error)"])
            return try site.response(
                BadRequestPage(frame: frame(context)), to: context, status: .badRequest)
        } catch let error as MethodNotAllowed {
            var response = try site.response(
                MethodNotAllowedPage(frame: frame(context, isInLog: false)), to: context, status: .methodNotAllowed)
            response.headers[.allow] = error.allow
            return response
        } catch let error as HTTPError where error.status.kind == .clientError {
            context.log.notice("request: refused", metadata: ["status": "\(error.status.code)"])
            return try site.response(
                BadRequestPage(frame: frame(context)), to: context, status: error.status)
        } catch let error as HTTPParserError {
            // The body's framing is wrong: a bad chunk, a Transfer-Encoding that does not end with chunked, or an end
            // before Content-Length. The start of the next request is unknown, so the connection is closed after the
            // response.
            context.log.notice(
                "request: refused", metadata: ["status": "400", "cause": "malformed HTTP: \(error)"])
            context.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
            var response = try site.response(BadRequestPage(frame: frame(context)), to: context, status: .badRequest)
            response.headers[.connection] = "close"
            return response
        } catch is NIOTooManyBytesError {
            context.log.notice("request: refused", metadata: ["status": "413"])
            return try site.response(
                BadRequestPage(frame: frame(context)), to: context, status: .contentTooLarge)
        } catch let fault as StorageFault {
            context.log.error("storage: a transaction failed", metadata: ["fault": "\(fault)"])
            return try unavailable(request, context)
        } catch let error where !context.channel.isActive {
            // No client is left to answer: the browser closed the connection, or sent the body too slowly.
            context.log.info(
                "request: the connection was closed before the response", metadata: ["type": "\(type(of: error))"])
            throw error
        } catch {
            context.log.error("request: unexpected error", metadata: ["type": "\(type(of: error))"])
            return try unavailable(request, context)
        }
    }

    private func rejected(_ rejection: Rejection, _ context: RequestContext) throws -> Response {
        site.measurements.count(.rejections, rejection.code)
        let evidence = rejection.evidence
        context.log.notice(
            "request: rejected",
            metadata: [
                "code": "\(rejection.code)", "expected": "\((evidence.expected ?? "").cut(maximumScalars: 300))",
                "received": "\((evidence.received ?? "").cut(maximumScalars: 300))",
            ])
        return try site.response(
            RejectionPage(
                frame: Frame(address: context.target, reference: context.reference), code: rejection.code,
                expected: evidence.expected,
                received: evidence.received, catalogueAddress: "/errors/\(rejection.code)"),
            to: context, status: .badRequest)
    }

    /// The response to a request that the arrival limit refused. The limit has logged it.
    private func refused(_ rejection: Rejection, for wait: Duration, _ context: RequestContext) throws -> Response {
        site.measurements.count(.rejections, rejection.code)
        let seconds = wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0)
        var response = try site.response(
            TooManyRequestsPage(
                frame: frame(context), minutes: Int((seconds + 59) / 60), code: rejection.code,
                catalogueAddress: "/errors/\(rejection.code)"),
            to: context, status: .tooManyRequests)
        response.headers[.retryAfter] = String(max(1, seconds))
        return response
    }

    /// The frame of the page, with links to the same address in another language. An address with a query has no links:
    /// tickets and codes must not appear in pages. A service's request that was rejected is no secret to the browser
    /// that brought it; its page is made separately.
    private func frame(_ context: RequestContext, isInLog: Bool = true) -> Frame {
        Frame(address: sameAddress(context), reference: isInLog ? context.reference : nil)
    }

    private func sameAddress(_ context: RequestContext) -> String? {
        context.target.flatMap { $0.utf8.contains(UInt8(ascii: "?")) ? nil : $0 }
    }

    private func failed(_ error: SignInError, _ request: Request, _ context: RequestContext) throws -> Response {
        switch error {
        case .unknownLogin:
            return try site.response(
                LoginGonePage(frame: frame(context, isInLog: false), cause: .unknown), to: context, status: .notFound)
        case .unknownLogout:
            // The session is over, unknown, or of another browser: the session page shows the present state.
            return site.seeOther("/session")
        case .impossible, .overtaken, .sessionEnded, .consentMissing:
            // The page was out of date: the login's own address shows the present step.
            if let logout = context.parameters.get("logout").flatMap(LogoutID.init(rawValue:)) {
                return site.seeOther("/logout/\(logout.rawValue)")
            }
            let login = context.parameters.get("login").flatMap(LoginID.init(rawValue:))
            return site.seeOther(login.map { "/login/\($0.rawValue)" } ?? "/session")
        case .overloaded:
            context.log.warning("passwords: the queue is full")
            return try unavailable(request, context)
        }
    }

    private func unavailable(_ request: Request, _ context: RequestContext) throws -> Response {
        // An address with a query gets no link: without the query the link would lead elsewhere, and with it the link
        // would write a request, a ticket or a code into the page. The citizen can reload the page.
        let retry = request.method == .get && request.uri.query == nil ? context.target : nil
        var response = try site.response(
            FaultPage(frame: frame(context), retryAddress: retry), to: context,
            status: .serviceUnavailable)
        response.headers[.retryAfter] = "5"
        return response
    }
}
