import HTTPTypes
import Hummingbird
import Pages

/// Chooses the language of the response: the one that the citizen chose by a link, now or earlier, else the one that
/// the browser prefers.
struct LanguageMiddleware: RouterMiddleware {
    static let cookie = "__Host-language"
    let pages: PageRenderer

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        let chosen = Self.chosen(in: request.uri.query).flatMap { pages.language(code: $0) }
        let remembered = CookiePairs.value(of: Self.cookie, in: request)
        var context = context
        context.language =
            chosen
            ?? pages.language(chosen: remembered, acceptLanguage: request.headers[.acceptLanguage])
        context.shown = request.method == .get || request.method == .head ? request.uri : nil
        var response = try await next(request, context)
        if let chosen, chosen.code != remembered {
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: "\(Self.cookie)=\(chosen.code); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"))
        }
        return response
    }

    /// Returns the code that a link has chosen. Language codes are letters, so they are never percent-encoded.
    private static func chosen(in query: String?) -> String? {
        guard let query, query.utf8.count <= QueryText.maximumBytes else { return nil }
        return QueryText.value(of: "lang", in: query)?.prefix(16).lowercased()
    }
}
