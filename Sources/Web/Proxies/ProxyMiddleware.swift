import Hummingbird
import Logging

/// Reads what a trusted proxy reports of its client. The same fields from another sender are not read.
///
/// It runs before every middleware that uses the client's address, and after `RequestLog`, so that its log lines have
/// the reference.
struct ProxyMiddleware: RouterMiddleware {
    let proxies: TrustedProxies
    /// Whether the proxy, instead of this listener, asks for certificates. True for the certificate listener only.
    let readsCertificate: Bool
    /// The clients that PROXY headers have named.
    let connections: ConnectionTable

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        // A client that connects directly has presented no certificate: this listener requests none.
        if readsCertificate { context.shownCertificate = .byProxy(.success(nil)) }
        if proxies.trusts(context.connectionAddress) {
            context.forwardedAddress = client(for: context, request)
            if context.forwardedAddress == nil { context.log.info("proxy: a trusted proxy names no client address") }
            if readsCertificate {
                context.shownCertificate = .byProxy(
                    Result { () throws(ClientCertificateField.Failure) in
                        try ClientCertificateField.certificate(in: request.headers)
                    })
            }
        } else if readsCertificate {
            context.log.notice("proxy: a connection is not from a trusted proxy; its Client-Cert is ignored")
        }
        return try await next(request, context)
    }

    /// Returns the client that the connection's PROXY header names. Where it names none, or another trusted proxy, the
    /// request's header field is read.
    private func client(for context: RequestContext, _ request: Request) -> String? {
        if let named = connections.namedClient(of: ObjectIdentifier(context.channel)), !proxies.trusts(named) {
            return named.text
        }
        return proxies.client(in: request.headers)
    }
}
