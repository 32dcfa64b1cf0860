import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import TestAgents
import TestBroker
import Testing

@testable import Web

struct RequestDeadlineTests {
    private static let limits = ListenerLimits(
        deadlines: ConnectionDeadlines(opening: .milliseconds(500), request: .milliseconds(500)))

    private static let post = """
        POST /saml/sso HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/x-www-form-urlencoded\r
        Content-Length: 100000\r
        \r

        """

    /// The bug: each octet of a body broke the silence that was waited for, so one a second held a connection for ever.
    @Test(arguments: [
        post, post.replacing("/saml/sso", with: "/"), post.replacing("/saml/sso", with: "/nothing/there"),
        "POST /saml/sso HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ", "GET /", "",
    ])
    func `a request that drips is cut`(_ beginning: String) async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: Self.limits) { port in
            _ = try await DrippingRequest(port: port, beginning: beginning).drip()
        }
        try await RunningListener.administration(world, limits: Self.limits) { port in
            _ = try await DrippingRequest(port: port, beginning: beginning).drip()
        }
    }

    private func channel(_ phases: PhaseLog = PhaseLog()) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handlers: [phases, RequestDeadline(.seconds(15))])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private let head = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "https", authority: "aldaba.example", path: "/"))

    private let drop = HTTPRequestPart.body(ByteBuffer(string: "a"))

    /// One octet a second, for so long.
    private func drip(_ channel: EmbeddedChannel, seconds: Int) throws {
        for _ in 0..<seconds {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            if channel.isActive { try channel.writeInbound(drop) }
        }
    }

    @Test func `who drips is told 408 at the deadline, and not before`() throws {
        let channel = try channel()
        try channel.writeInbound(head)
        try drip(channel, seconds: 14)
        #expect(channel.isActive)
        try drip(channel, seconds: 1)
        #expect(!channel.isActive)
        guard case .head(let answer) = try channel.readOutbound(as: HTTPResponsePart.self) else {
            Issue.record("no answer")
            return
        }
        #expect(answer.status == .requestTimeout)
    }

    @Test func `a request that has arrived has all the time to be answered`() throws {
        let channel = try channel()
        try channel.writeInbound(head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        _ = try channel.finish()
    }

    @Test func `what was answered before it had arrived is cut without a second answer`() throws {
        let channel = try channel()
        try channel.writeInbound(head)
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .notFound)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        try drip(channel, seconds: 15)
        #expect(!channel.isActive)
        var heads = 0
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
            if case .head = part { heads += 1 }
        }
        #expect(heads == 1)
    }

    @Test func `each request of a connection has its own time`() throws {
        let channel = try channel()
        for _ in 0..<3 {
            try channel.writeInbound(head)
            try drip(channel, seconds: 14)
            try channel.writeInbound(HTTPRequestPart.end(nil))
            try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
            #expect(channel.isActive)
        }
        _ = try channel.finish()
    }

    @Test func `a request that comes whole with one reading was never on its way`() throws {
        let phases = PhaseLog()
        let channel = try channel(phases)
        channel.pipeline.fireChannelRead(head)
        channel.pipeline.fireChannelRead(HTTPRequestPart.end(nil))
        channel.pipeline.fireChannelReadComplete()
        #expect(phases.all == [.answering])
        // Its end and the next one's head come together.
        channel.pipeline.fireChannelRead(head)
        channel.pipeline.fireChannelReadComplete()
        channel.embeddedEventLoop.advanceTime(by: .seconds(14))
        channel.pipeline.fireChannelRead(HTTPRequestPart.end(nil))
        channel.pipeline.fireChannelRead(head)
        channel.pipeline.fireChannelReadComplete()
        #expect(phases.all == [.answering, .receiving, .receiving])
        channel.embeddedEventLoop.advanceTime(by: .seconds(14))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func `reports where a connection is between its requests`() throws {
        let phases = PhaseLog()
        let channel = try channel(phases)
        try channel.writeInbound(head)
        try channel.writeInbound(drop)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        try channel.writeInbound(head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        #expect(phases.all == [.receiving, .answering, .receiving, .answering, .answering])
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        #expect(phases.all.last == .idle)
        // Answered before all of it is there.
        try channel.writeInbound(head)
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        #expect(phases.all.last == .receiving)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        #expect(phases.all.last == .idle)
        _ = try channel.finish()
    }

    /// Keeps the phases that are reported.
    private final class PhaseLog: ChannelOutboundHandler {
        typealias OutboundIn = Any
        var all: [ConnectionPhase] = []

        func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
            if let phase = event as? ConnectionPhase { all.append(phase) }
            promise?.succeed()
        }
    }
}
