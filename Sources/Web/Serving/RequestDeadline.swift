import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not arrive in time. The time runs from the request's first line to the end
/// of its body, even when octets arrive steadily. Also reports the phases between requests to ``ConnectionWatch``.
///
/// The framework's own timeout measures the time without octets, and each octet of a body resets it.
/// ``ConnectionWatch`` covers the time before the first line is complete.
/// - SeeAlso: RFC 9110 §15.5.9 for 408.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeout: TimeAmount
    /// The deadline of the request that is arriving; nil when none is.
    private var due: NIODeadline?
    /// A timer for the deadline, or for an earlier one that was extended: most requests arrive at once.
    private var alarm: Scheduled<Void>?
    /// Whether a request has begun and its response has not, so that 408 can be sent.
    private var isUnanswered = false
    private var isArriving = false
    /// The number of requests that have begun and whose responses have not ended.
    private var open = 0
    /// Whether the octets being read contained a head or an end of a request.
    private var hasBoundary = false

    init(_ timeout: Duration) {
        self.timeout = TimeAmount(timeout)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (isUnanswered, isArriving) = (true, true)
            (hasBoundary, due) = (true, nil)
            open += 1
        case .body: break
        case .end: (hasBoundary, isArriving) = (true, false)
        }
        context.fireChannelRead(data)
    }

    /// A request that arrived complete in one read has no deadline and never enters the phase `receiving`.
    func channelReadComplete(context: ChannelHandlerContext) {
        if !isArriving { due = nil } else if due == nil { begin(context) }
        if hasBoundary { reportPhase(context) }
        hasBoundary = false
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

    /// A request that was answered before it was complete is still in the phase `receiving`.
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
