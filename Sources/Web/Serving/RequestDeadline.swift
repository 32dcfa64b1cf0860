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
    /// When the request that is arriving is late; nil when none is.
    private var due: NIODeadline?
    /// Rings at a deadline, or before one that was put off: most requests arrive at once.
    private var alarm: Scheduled<Void>?
    /// Whether a request has begun to which nothing was said yet, so that 408 can be.
    private var isUnanswered = false
    private var isArriving = false
    /// How many requests have begun whose answers have not ended.
    private var open = 0
    /// Whether a head or an end has come with the octets that are being read.
    private var hasTurned = false

    init(_ timeout: Duration) {
        self.timeout = TimeAmount(timeout)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (isUnanswered, isArriving) = (true, true)
            (hasTurned, due) = (true, nil)
            open += 1
        case .body: break
        case .end: (hasTurned, isArriving) = (true, false)
        }
        context.fireChannelRead(data)
    }

    /// A request that came whole with one reading has no deadline, and was never on its way.
    func channelReadComplete(context: ChannelHandlerContext) {
        if !isArriving { due = nil } else if due == nil { begin(context) }
        if hasTurned { reportPhase(context) }
        hasTurned = false
        context.fireChannelReadComplete()
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
        due = context.eventLoop.now + timeout
        if alarm == nil { setAlarm(context) }
    }

    private func setAlarm(_ context: ChannelHandlerContext) {
        guard let due else { return }
        alarm = context.eventLoop.assumeIsolated().scheduleTask(deadline: due) {
            self.alarm = nil
            self.ring(context)
        }
    }

    private func stop() {
        alarm?.cancel()
        (alarm, due) = (nil, nil)
    }

    private func ring(_ context: ChannelHandlerContext) {
        guard let due else { return }
        if due <= context.eventLoop.now { cut(context) } else { setAlarm(context) }
    }

    private func cut(_ context: ChannelHandlerContext) {
        due = nil
        if isUnanswered {
            let fields: HTTPFields = [.connection: "close", .contentLength: "0"]
            context.write(
                wrapOutboundOut(.head(HTTPResponse(status: .requestTimeout, headerFields: fields))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.close(promise: nil)
    }
}
