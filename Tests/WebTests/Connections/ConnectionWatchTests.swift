import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import NIOTLS
import Telemetry
import Testing

@testable import Web

/// Tests the deadlines of a connection's phases. The test advances the time of the event loop.
struct ConnectionWatchTests {
    private let table: ConnectionTable
    private let deadlines = ConnectionDeadlines(handshake: .seconds(300))

    private static func proxies() throws -> TrustedProxies {
        TrustedProxies([try AddressRange("10.0.0.1")], source: nil)
    }

    init() {
        table = ConnectionTable(limits: .init(maximum: 64, perAddress: 3), deadlines: deadlines)
    }

    /// Returns a connection with the handlers before HTTP.
    private func channel(
        from address: String = "192.0.2.1", isTLS: Bool = false, behind proxies: TrustedProxies? = nil
    ) throws -> EmbeddedChannel {
        let report = ConnectionReport(
            listener: "test", measurements: .none, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            pseudonym: { $0 })
        let channel = EmbeddedChannel()
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(ConnectionWatch(table: table, deadlines: deadlines, behind: proxies, report: report))
        if let proxies { try pipeline.addHandler(ProxyHeaderHandler(from: proxies)) }
        if isTLS { try pipeline.addHandlers([ClientHelloHandler(), Handshake()]) }
        try pipeline.addHandler(FirstOctetHandler())
        try channel.connect(to: SocketAddress(ipAddress: address, port: 1)).wait()
        return channel
    }

    /// Whether the connection ends at this time, and not a millisecond earlier.
    private func ends(_ channel: EmbeddedChannel, after time: TimeAmount) -> Bool {
        channel.embeddedEventLoop.advanceTime(by: time - .milliseconds(1))
        guard channel.isActive else { return false }
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        return !channel.isActive
    }

    private func write(_ octets: some Sequence<UInt8>, to channel: EmbeddedChannel) throws {
        try channel.writeInbound(ByteBuffer(bytes: octets))
    }

    @Test func `the metric of closed connections keeps the names of the phases`() {
        #expect(
            ConnectionPhase.allCases.map(\.rawValue) == [
                "opening", "handshake", "silence", "beginning", "receiving", "answering", "idle", "stalled",
            ])
    }

    @Test func `a silent connection is closed after ten seconds`() throws {
        #expect(ends(try channel(), after: .seconds(10)))
        #expect(ends(try channel(isTLS: true), after: .seconds(10)))
        #expect(table.count == 0)
    }

    /// The bug: the certificate listener kept a connection without a ClientHello as long as a citizen may take for the
    /// PIN of a card.
    @Test func `a slow ClientHello is cut after ten seconds`() throws {
        let channel = try channel(isTLS: true)
        for octet in ClientHelloReaderTests.hello().prefix(99) {
            channel.embeddedEventLoop.advanceTime(by: .milliseconds(100))
            try write([octet], to: channel)
        }
        #expect(ends(channel, after: .milliseconds(100)))
    }

    @Test func `after a ClientHello a slow handshake has its full time`() throws {
        let channel = try channel(isTLS: true)
        try write(ClientHelloReaderTests.hello(), to: channel)
        for _ in 0..<299 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            try write([22], to: channel)
        }
        #expect(channel.isActive)
    }

    @Test func `an unfinished handshake is cut at its deadline`() throws {
        let channel = try channel(isTLS: true)
        try write(ClientHelloReaderTests.hello().prefix(50), to: channel)
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        try write(ClientHelloReaderTests.hello().dropFirst(50), to: channel)
        #expect(ends(channel, after: .seconds(300)))
    }

    @Test func `after a handshake the limits are 10 s for the first octet and 15 s for the request head`() throws {
        for hasBegun in [false, true] {
            let channel = try channel(isTLS: true)
            try write(ClientHelloReaderTests.hello(), to: channel)
            channel.embeddedEventLoop.advanceTime(by: .seconds(60))
            channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
            if hasBegun {
                channel.embeddedEventLoop.advanceTime(by: .seconds(9))
                try write(Array("G".utf8), to: channel)
            }
            #expect(ends(channel, after: .seconds(hasBegun ? 15 : 10)))
        }
    }

    @Test func `further octets of a head do not extend its deadline`() throws {
        let channel = try channel()
        for _ in 0..<15 {
            try write(Array("a".utf8), to: channel)
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(!channel.isActive)
    }

    @Test func `a response has no deadline, and an idle connection has fifteen seconds`() throws {
        let channel = try channel()
        channel.pipeline.triggerUserOutboundEvent(ConnectionPhase.answering, promise: nil)
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        channel.pipeline.triggerUserOutboundEvent(ConnectionPhase.idle, promise: nil)
        #expect(ends(channel, after: .seconds(15)))
    }

    @Test func `a deadline that each request extends still applies`() throws {
        let channel = try channel()
        for _ in 0..<50 {
            for phase in [ConnectionPhase.beginning, .answering, .idle] {
                channel.pipeline.triggerUserOutboundEvent(phase, promise: nil)
                channel.embeddedEventLoop.advanceTime(by: .seconds(4))
            }
            #expect(channel.isActive)
        }
        #expect(ends(channel, after: .seconds(11)))
    }

    @Test func `a shorter deadline does not wait for a longer one`() throws {
        let channel = try channel()
        channel.pipeline.triggerUserOutboundEvent(ConnectionPhase.handshake, promise: nil)
        channel.embeddedEventLoop.advanceTime(by: .seconds(200))
        channel.pipeline.triggerUserOutboundEvent(ConnectionPhase.awaitingRequest, promise: nil)
        #expect(ends(channel, after: .seconds(10)))
    }

    /// The client requests much data and reads nothing. No other rule closes its connection.
    @Test func `a client that does not read its response is cut after thirty seconds`() throws {
        let channel = try channel()
        channel.pipeline.triggerUserOutboundEvent(ConnectionPhase.answering, promise: nil)
        for isTaken in [true, false] {
            channel.isWritable = false
            channel.pipeline.fireChannelWritabilityChanged()
            channel.embeddedEventLoop.advanceTime(by: .seconds(20))
            #expect(channel.isActive)
            guard isTaken else { break }
            channel.isWritable = true
            channel.pipeline.fireChannelWritabilityChanged()
            channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        }
        #expect(ends(channel, after: .seconds(10)))
    }

    @Test func `a new connection of a client at its maximum closes a silent one`() throws {
        let channels = try (0..<4).map { _ in try channel() }
        for channel in channels { channel.embeddedEventLoop.run() }
        #expect(channels.prefix(3).count { $0.isActive } == 2)
        #expect(channels[3].isActive)
        #expect(table.count == 3)
    }

    @Test func `a trusted proxy may have more connections than a client`() throws {
        let channels = try (0..<4).map { _ in try channel(from: "10.0.0.1", behind: try Self.proxies()) }
        for channel in channels { channel.embeddedEventLoop.run() }
        #expect(channels.allSatisfy { $0.isActive })
    }

    @Test func `the client of a PROXY header is counted, and the remaining octets are passed on`() throws {
        let proxies = try Self.proxies()
        let channels = try (0..<4).map { _ in
            let channel = try channel(from: "10.0.0.1", behind: proxies)
            for part in [Array("PROXY TCP4 192.0.2.".utf8), Array("7 198.51.100.1 5 443\r\nGET /".utf8)] {
                try write(part, to: channel)
            }
            #expect(try channel.readInbound(as: ByteBuffer.self) == ByteBuffer(string: "GET /"))
            channel.pipeline.triggerUserOutboundEvent(ConnectionPhase.answering, promise: nil)
            return channel
        }
        for channel in channels { channel.embeddedEventLoop.run() }
        #expect(channels.map(\.isActive) == [true, true, true, false])
        #expect(table.namedClient(of: ObjectIdentifier(channels[0] as any Channel))?.text == "192.0.2.7")
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "PROXY TCP4 a b c d\r\n"])
    func `a trusted proxy that sends no PROXY header is cut`(_ text: String) throws {
        let channel = try channel(from: "10.0.0.1", behind: try Self.proxies())
        try write(Array(text.utf8), to: channel)
        #expect(!channel.isActive)
        #expect(try channel.readInbound(as: ByteBuffer.self) == nil)
    }

    @Test func `a slow PROXY header has the same deadline as a silent connection`() throws {
        let channel = try channel(from: "10.0.0.1", behind: try Self.proxies())
        for octet in Array("PROXY TCP4".utf8) {
            try write([octet], to: channel)
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(!channel.isActive)
    }

    @Test func `a PROXY header from an untrusted address is passed on unchanged`() throws {
        let channel = try channel(from: "192.0.2.9", behind: try Self.proxies())
        let header = ByteBuffer(string: "PROXY TCP4 192.0.2.7 198.51.100.1 5 443\r\n")
        try channel.writeInbound(header)
        #expect(try channel.readInbound(as: ByteBuffer.self) == header)
        #expect(table.namedClient(of: ObjectIdentifier(channel as any Channel)) == nil)
    }
}

/// A substitute for TLS: it consumes the octets of the handshake.
private final class Handshake: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var hasEnded = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is TLSUserEvent { hasEnded = true }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if hasEnded { context.fireChannelRead(data) }
    }
}
