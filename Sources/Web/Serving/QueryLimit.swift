import HTTPTypes
import Hummingbird

/// Refuses a query that no page of ours makes, before anything reads it.
///
/// A message by Redirect is long, and its addresses have limits of their own.
struct QueryLimit: RouterMiddleware {
    /// Where messages arrive by Redirect.
    static let messagePaths: Set<String> = ["/saml/sso", "/saml/slo"]

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        if let query = request.uri.query, !Self.messagePaths.contains(request.uri.path) {
            guard query.utf8.count <= QueryText.maximumBytes else { throw HTTPError(.uriTooLong) }
            guard QueryText.parameters(of: query) <= Form.maximumFields else { throw Form.Failure.tooManyFields }
        }
        return try await next(request, context)
    }
}
