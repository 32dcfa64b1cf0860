import Federation
import Hummingbird
import Logging

/// Gives each request a logger of ours, whose lines carry the reference and, under a login's address, the login: with
/// either, all that was written of one journey is found.
struct RequestLog: RouterMiddleware {
    let log: Logger

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.logger = log
        context.logger[metadataKey: "reference"] = .string(context.reference)
        // What is in the address and can be no login is not copied into the log.
        if let login = context.parameters.get("login").flatMap(LoginID.init(rawValue:)) {
            context.logger[metadataKey: "login"] = .string(login.rawValue)
        }
        return try await next(request, context)
    }
}
