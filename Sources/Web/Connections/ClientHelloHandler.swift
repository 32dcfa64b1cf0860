import NIOCore

/// Reports that the whole ClientHello has arrived. A connection has seconds until then, and the time of a handshake
/// afterwards.
///
/// It precedes the TLS handler, and passes every octet on unchanged.
final class ClientHelloHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var reader = ClientHelloReader()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !reader.isWhole {
            reader.read(unwrapInboundIn(data).readableBytesView)
            if reader.isWhole { context.triggerUserOutboundEvent(ConnectionPhase.handshake, promise: nil) }
        }
        context.fireChannelRead(data)
    }
}
