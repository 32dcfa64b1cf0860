import Hummingbird
import Logging

/// Gives each request Aldaba's logger.
struct RequestLog: RouterMiddleware {
    let log: Logger

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.logger = log
        return try await next(request, context)
    }
}
