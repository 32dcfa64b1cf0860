import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// The TLS handshake of the certificate origin: requests a certificate, accepts any, and caches no session.
///
/// The certificate is judged when the request arrives, so that the citizen gets a page with the cause instead of the
/// browser's own error. A resumed TLS session skips the certificate request. So each connection has a context of its
/// own, and no other context can read its tickets: a card that has left the reader cannot be used by resumption.
struct CertificateChannel<HTTP: ServerChildChannel>: ServerChildChannel {
    typealias Value = HTTP.Value

    private let http: HTTP
    private let configuration: TLSConfiguration

    init(http: HTTP, configuration: TLSConfiguration) {
        self.http = http
        self.configuration = configuration
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let context = try NIOSSLContext(configuration: configuration)
            let handler = NIOSSLServerHandler(
                context: context,
                customVerificationCallback: { _, promise in promise.succeed(.certificateVerified) })
            try channel.pipeline.syncOperations.addHandler(handler)
        }.flatMap {
            http.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}

extension TLSConfiguration {
    /// The configuration that requests a certificate and does not require one.
    var askingForCertificates: TLSConfiguration {
        var configuration = self
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates([])
        configuration.sendCANameList = false
        return configuration
    }
}

/// Closes the connection after one request, so that each request has a handshake of its own.
///
/// The field `Connection: close` alone would leave it to the browser. The event, which is also used at shutdown, closes
/// the connection after any response.
struct ConnectionCloseMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        context.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        var response = try await next(request, context)
        response.headers[.connection] = "close"
        return response
    }
}
