import HTTPTypes
import Hummingbird

extension RouterMethods<RequestContext> {
    /// What only shows something: GET and, without the body, HEAD.
    func page(
        _ path: RouterPath, _ show: @escaping @Sendable (Request, RequestContext) async throws -> Response
    ) {
        get(path, use: show)
        head(path, use: show)
    }
}

/// Leaves the body out of every answer to HEAD, pages of errors too, and its headers as they are.
///
/// The first of all, so that nothing adds a body afterwards.
/// - SeeAlso: RFC 9110 §9.3.2.
struct HeadMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }
}
