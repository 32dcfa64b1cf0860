import Hummingbird
import Logging

/// Reads what a trusted proxy says of the client for whom it comes. What anybody else says of it is not read.
///
/// Before all that counts and judges by what it found, and after `VisitLog`, so that its lines have the reference.
struct ProxyMiddleware: RouterMiddleware {
    let proxies: TrustedProxies
    /// Whether the proxy asks for certificates in our place. True for the certificate's listener alone.
    let readsCertificate: Bool
    /// Knows the clients that PROXY headers have named.
    let connections: ConnectionTable

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var visit = context
        // Whoever comes by themselves has shown no certificate: this listener asks nobody.
        if readsCertificate { visit.shownCertificate = .byProxy(.success(nil)) }
        if proxies.trusts(context.connectionAddress) {
            visit.forwardedAddress = client(for: context, request)
            if visit.forwardedAddress == nil { visit.logger.info("proxy: does not say for whom it comes") }
            if readsCertificate {
                visit.shownCertificate = .byProxy(
                    Result { () throws(ClientCertificateField.Failure) in
                        try ClientCertificateField.certificate(in: request.headers)
                    })
            }
        } else if readsCertificate {
            visit.logger.notice("proxy: a connection that comes from no trusted one; its certificate is not read")
        }
        return try await next(request, visit)
    }

    /// The client that the PROXY header of the connection names. Where it names none, or another trusted proxy, the header
    /// field of the request is asked.
    private func client(for visit: Visit, _ request: Request) -> String? {
        if let named = connections.namedClient(of: ObjectIdentifier(visit.channel)), !proxies.trusts(named) {
            return named.text
        }
        return proxies.client(in: request.headers)
    }
}
