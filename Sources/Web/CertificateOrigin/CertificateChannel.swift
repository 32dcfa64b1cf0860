import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// The handshake of the certificate's origin: asks for a certificate, takes whatever comes, and remembers nothing.
///
/// The certificate is judged when the request arrives, so that the citizen gets a page with the cause instead of the
/// browser's own error. A TLS session that is resumed skips the question, so each connection has a context of its own,
/// whose tickets no other can read: a card that has left the reader opens no second door.
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
    /// Asks for a certificate and requires none.
    var askingForCertificates: TLSConfiguration {
        var configuration = self
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates([])
        configuration.sendCANameList = false
        return configuration
    }
}

/// One request, one connection, one handshake.
///
/// The field alone would leave it to the browser. The event closes the connection once the response is written, whatever
/// it is, as when the program stops.
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
