import NIOCore
import NIOTLS

/// Reports the end of the handshake, and the first octet of a request. Its place is between TLS and HTTP.
final class FirstOctetHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var hasBegun = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent, !hasBegun {
            context.triggerUserOutboundEvent(ConnectionPhase.awaitingRequest, promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !hasBegun, unwrapInboundIn(data).readableBytes > 0 {
            hasBegun = true
            context.triggerUserOutboundEvent(ConnectionPhase.beginning, promise: nil)
        }
        context.fireChannelRead(data)
    }
}
