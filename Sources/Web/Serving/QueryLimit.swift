import HTTPTypes
import Hummingbird

/// Refuses a query longer than any that Aldaba's pages make, before it is read.
///
/// A message by Redirect is long; the addresses of messages have limits of their own.
struct QueryLimit: RouterMiddleware {
    /// The addresses at which messages arrive by Redirect.
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
