import HTTPTypes
import Hummingbird

/// Refuses a request that was meant for another host: on the administration listener, what a page elsewhere could
/// bring a browser to send there under a name of its own.
struct HostCheck: RouterMiddleware {
    /// Names without a port, as configured.
    let hosts: Set<String>

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, hosts.contains(Self.host(of: authority)) else {
            return Response(
                status: .misdirectedRequest, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: .init(string: "This listener answers to its configured loopback names only.\n"))
            )
        }
        return try await next(request, context)
    }

    /// The part before the port, in lower case; an IPv6 address keeps its brackets.
    static func host(of authority: String) -> String {
        let lower = authority.lowercased()
        if lower.hasPrefix("["), let end = lower.firstIndex(of: "]") { return String(lower[...end]) }
        return String(lower.prefix { $0 != ":" })
    }
}
