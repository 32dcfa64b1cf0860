import HTTPTypes
import Hummingbird

extension RouterMethods<RequestContext> {
    /// Adds a route that only shows a page: for GET and, without the body, HEAD.
    func page(
        _ path: RouterPath, _ show: @escaping @Sendable (Request, RequestContext) async throws -> Response
    ) {
        get(path, use: show)
        head(path, use: show)
    }
}

/// Removes the body from every response to HEAD, error pages included. The headers stay.
///
/// The outermost middleware, so that no other adds a body afterwards.
/// - SeeAlso: RFC 9110 §9.3.2.
struct HeadMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }
}
