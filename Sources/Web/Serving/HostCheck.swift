import HTTPTypes
import Hummingbird
import SAML

/// Refuses a request that was meant for another host: on the administration listener, what a page elsewhere could
/// bring a browser to send there under a name of its own.
struct HostCheck: RouterMiddleware {
    /// Names and addresses without a port, as configured.
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

    /// The host before the port; nil for what is none.
    static func host(of authority: String) -> WebHost? { WebAddress("http://\(authority)")?.host }
}
