import HTTPTypes
import Hummingbird
import SAML

/// Refuses a request for another host. It protects the administration listener against DNS rebinding: a page elsewhere
/// could make a browser send requests to it under a name of that page's own.
struct HostCheck: RouterMiddleware {
    /// The accepted names and addresses, without a port, as configured.
    let hosts: Set<WebHost>

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        guard let host = request.head.authority.flatMap(Self.host), hosts.contains(host) else {
            return Response(
                status: .misdirectedRequest, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: .init(string: "This listener answers to its configured loopback names only.\n"))
            )
        }
        return try await next(request, context)
    }

    /// Returns the host before the port; nil for an invalid authority.
    static func host(of authority: String) -> WebHost? { Authority(authority)?.host }
}
