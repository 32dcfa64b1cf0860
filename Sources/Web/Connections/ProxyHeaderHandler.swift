import NIOCore

/// Removes the PROXY header from the beginning of a trusted proxy's connection, and reports the client that it names.
///
/// A trusted proxy must begin with one. From any other address the header is not read: it fails as an invalid request
/// or handshake.
final class ProxyHeaderHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private enum State {
        case expecting([UInt8])
        case done
        case refused
    }

    private let proxies: TrustedProxies
    private var state = State.done

    init(from proxies: TrustedProxies) {
        self.proxies = proxies
    }

    func channelActive(context: ChannelHandlerContext) {
        let address = context.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
        if let address, proxies.trusts(address) { state = .expecting([]) }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .done: context.fireChannelRead(data)
        case .refused: break
        case .expecting(let before):
            var buffer = unwrapInboundIn(data)
            // Of a header that may be incomplete, only the maximum length is kept.
            let octets = before + buffer.readableBytesView.prefix(ProxyHeader.maximumLength - before.count)
            do {
                guard let header = try ProxyHeader.read(octets) else {
                    state = .expecting(octets)
                    return
                }
                state = .done
                if let client = header.client {
                    context.triggerUserOutboundEvent(ConnectionWatch.NamedClient(address: client), promise: nil)
                }
                buffer.moveReaderIndex(forwardBy: header.length - before.count)
                if buffer.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(buffer)) }
            } catch {
                state = .refused
                context.triggerUserOutboundEvent(ConnectionWatch.UnreadableProxyHeader(), promise: nil)
            }
        }
    }
}
