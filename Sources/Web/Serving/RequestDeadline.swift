import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Cuts a connection whose request does not arrive: from its first line to the end of its body it has so long, however
/// steadily it drips. Reports to ``ConnectionWatch`` where a connection is between its requests.
///
/// The framework's own timeout is about silence, and each byte of a body breaks it. What comes before the first line is
/// whole is the watch's.
/// - SeeAlso: RFC 9110 §15.5.9 for 408.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeout: TimeAmount
    private var end: Scheduled<Void>?
    /// Whether a request has begun to which nothing was said yet, so that 408 can be.
    private var isUnanswered = false
    private var isArriving = false
    /// How many requests have begun whose answers have not ended.
    private var open = 0

    init(_ timeout: Duration) {
        self.timeout = TimeAmount(timeout)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (isUnanswered, isArriving) = (true, true)
            open += 1
            begin(context)
            reportPhase(context)
        case .body: break
        case .end:
            isArriving = false
            stop()
            reportPhase(context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        isUnanswered = false
        let part = unwrapOutboundIn(data)
        context.write(data, promise: promise)
        guard case .end = part else { return }
        open -= 1
        reportPhase(context)
    }

    /// A request that was answered before all of it was there is still on its way.
    private func reportPhase(_ context: ChannelHandlerContext) {
        let phase: ConnectionPhase = isArriving ? .receiving : open > 0 ? .answering : .idle
        context.triggerUserOutboundEvent(phase, promise: nil)
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
        end = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { self.cut(context) }
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
