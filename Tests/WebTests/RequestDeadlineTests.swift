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

    /// The bug: each octet of a body restarted the timer, so one octet a second kept a connection open without limit.
    @Test(arguments: [
        post, post.replacing("/saml/sso", with: "/"), post.replacing("/saml/sso", with: "/nothing/there"),
        "POST /saml/sso HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ", "GET /", "",
    ])
    func `a slow request is cut`(_ beginning: String) async throws {
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

    /// Sends one octet a second for this time.
    private func drip(_ channel: EmbeddedChannel, seconds: Int) throws {
        for _ in 0..<seconds {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            if channel.isActive { try channel.writeInbound(drop) }
        }
    }

    @Test func `a slow request gets 408 at the deadline and not earlier`() throws {
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

    @Test func `a complete request has no deadline for its response`() throws {
        let channel = try channel()
        try channel.writeInbound(head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        _ = try channel.finish()
    }

    @Test func `a request that was answered before its end is cut without a second response`() throws {
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

    @Test func `each request of a connection has its own deadline`() throws {
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

    @Test func `a request that arrives in one read is never in the receiving phase`() throws {
        let phases = PhaseLog()
        let channel = try channel(phases)
        channel.pipeline.fireChannelRead(head)
        channel.pipeline.fireChannelRead(HTTPRequestPart.end(nil))
        channel.pipeline.fireChannelReadComplete()
        #expect(phases.all == [.answering])
        // The end of the request and the head of the next one arrive together.
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

    @Test func `reports the phase of a connection between requests`() throws {
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
        // The response comes before the end of the request.
        try channel.writeInbound(head)
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        #expect(phases.all.last == .receiving)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        #expect(phases.all.last == .idle)
        _ = try channel.finish()
    }

    /// Records the reported phases.
    private final class PhaseLog: ChannelOutboundHandler {
        typealias OutboundIn = Any
        var all: [ConnectionPhase] = []

        func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
            if let phase = event as? ConnectionPhase { all.append(phase) }
            promise?.succeed()
        }
    }
}
