import Hummingbird
import Logging

/// Reads what a trusted proxy says of the client for whom it comes. What anybody else says of it is not read.
///
/// Before all that counts and judges by what it found, and after `RequestLog`, so that its lines have the reference.
struct ProxyMiddleware: RouterMiddleware {
    let proxies: TrustedProxies
    /// Whether the proxy asks for certificates in our place. True for the certificate's listener alone.
    let readsCertificate: Bool
    /// Knows the clients that PROXY headers have named.
    let connections: ConnectionTable

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        // Whoever comes by themselves has shown no certificate: this listener asks nobody.
        if readsCertificate { context.shownCertificate = .byProxy(.success(nil)) }
        if proxies.trusts(context.connectionAddress) {
            context.forwardedAddress = client(for: context, request)
            if context.forwardedAddress == nil { context.log.info("proxy: does not say for whom it comes") }
            if readsCertificate {
                context.shownCertificate = .byProxy(
                    Result { () throws(ClientCertificateField.Failure) in
                        try ClientCertificateField.certificate(in: request.headers)
                    })
            }
        } else if readsCertificate {
            context.log.notice("proxy: a connection that comes from no trusted one; its certificate is not read")
        }
        return try await next(request, context)
    }

    /// The client that the PROXY header of the connection names. Where it names none, or another trusted proxy, the header
    /// field of the request is asked.
    private func client(for context: RequestContext, _ request: Request) -> String? {
        if let named = connections.namedClient(of: ObjectIdentifier(context.channel)), !proxies.trusts(named) {
            return named.text
        }
        return proxies.client(in: request.headers)
    }
}
