import NIOCore

/// Reports that the ClientHello is there: until then a connection has seconds, and then as long as a handshake takes.
///
/// Stands before the TLS handler, which gets every octet as it comes.
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
