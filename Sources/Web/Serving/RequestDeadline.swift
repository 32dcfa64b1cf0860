import HTTPTypes
import NIOCore
import NIOHTTPTypes
import NIOTLS

/// Cuts a connection whose request does not arrive: from its first line to the end of its body it has so long, however
/// steadily it drips.
///
/// The framework's own timeout is about silence, and each byte of a body breaks it. Until the first line is whole it
/// counts that as silence, too; but where it is long because a handshake waits for a citizen, the deadline begins with
/// the handshake's end.
/// - SeeAlso: RFC 9110 §15.5.9 for 408.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let patience: TimeAmount
    private var end: Scheduled<Void>?
    /// Whether a request has begun to which nothing was said yet, so that 408 can be.
    private var isUnanswered = false

    init(_ patience: Duration) {
        self.patience = TimeAmount(patience)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isUnanswered = true
            begin(context)
        case .body: break
        case .end: stop()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        isUnanswered = false
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { begin(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
    }

    private func begin(_ context: ChannelHandlerContext) {
        stop()
        end = context.eventLoop.assumeIsolated().scheduleTask(in: patience) { self.cut(context) }
    }

    private func stop() {
        end?.cancel()
        end = nil
    }

    private func cut(_ context: ChannelHandlerContext) {
        end = nil
        if isUnanswered {
            let fields: HTTPFields = [.connection: "close", .contentLength: "0"]
            context.write(
                wrapOutboundOut(.head(HTTPResponse(status: .requestTimeout, headerFields: fields))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.close(promise: nil)
    }
}
