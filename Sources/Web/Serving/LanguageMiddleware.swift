import HTTPTypes
import Hummingbird
import Pages

/// Decides in which language to answer: what the citizen chose by a link, now or before, else what the browser says.
struct LanguageMiddleware: RouterMiddleware {
    static let cookie = "__Host-language"
    let pages: PageRenderer

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        let chosen = Self.chosen(in: request.uri.query).flatMap { pages.language(code: $0) }
        let remembered = CookiePairs.of(request).last { $0.name == Self.cookie }?.value
        var context = context
        context.languageCode =
            pages.language(
                chosen: chosen?.code ?? remembered, acceptLanguage: request.headers[.acceptLanguage]
            ).code
        context.target = [.get, .head].contains(request.method) ? Self.target(of: request, context) : nil
        var response = try await next(request, context)
        if let chosen, chosen.code != remembered {
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: "\(Self.cookie)=\(chosen.code); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"))
        }
        return response
    }

    /// The code that a link has chosen. Language codes are letters, so they are never percent-encoded.
    private static func chosen(in query: String?) -> String? {
        guard let query, query.utf8.count <= QueryText.maximumBytes else { return nil }
        return QueryText.value(of: "lang", in: query)?.prefix(16).lowercased()
    }

    /// Nil where no route matched, and where path and query are longer than what a page repeats.
    private static func target(of request: Request, _ context: RequestContext) -> String? {
        let length = request.uri.path.utf8.count + (request.uri.query ?? "").utf8.count
        guard length <= QueryText.maximumRepeatedBytes,
            let path = RoutePath.path(of: context.endpointPath, value: { context.parameters.get($0) })
        else { return nil }
        let query = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("lang=") }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }
}
