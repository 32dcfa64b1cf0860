import Foundation
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests connections to real listeners, from addresses in 127.0.0.0/8.
struct ListenerConnectionTests {
    private static func limits(_ maximum: Int, perAddress: Int) -> ListenerLimits {
        ListenerLimits(
            loginsPerAddressAndMinute: 3, connections: ConnectionLimits(maximum: maximum, perAddress: perAddress),
            // Longer than the test, so that connections are only closed by a count.
            deadlines: ConnectionDeadlines(
                opening: .seconds(600), handshake: .seconds(600), awaitingRequest: .seconds(600), request: .seconds(600)
            ))
    }

    private static let request = "GET /errors HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"

    private static func answer(port: Int, from source: String, beginning: String = "") async throws -> String {
        let connection = try RawConnection(port: port, from: source)
        connection.send((beginning + request).utf8)
        return try await connection.receiveAll()
    }

    /// Opens connections on a separate thread. Connecting blocks while the listener is full, and the listener needs the
    /// threads of the tests.
    private static func open(
        _ count: Int, _ connect: @escaping @Sendable (Int) throws -> RawConnection
    ) async throws -> [RawConnection] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try (0..<count).map(connect) }) }
        }
    }

    private static func remaining(_ connections: [RawConnection], of count: Int) async throws {
        try await eventually("\(count) connections that remain") {
            connections.count { !$0.isClosed } == count ? true : nil
        }
    }

    /// Waits until the listener has closed all but `expected` connections, and returns how many are left. The listener
    /// may still accept some of them after it has answered others.
    private static func remaining(_ connections: [RawConnection], atMost maximum: Int) async throws -> Int {
        try await eventually("\(maximum) connections that remain") {
            let left = connections.count { !$0.isClosed }
            return left <= maximum ? left : nil
        }
    }

    @Test func `silent connections of one address are limited, and its next request is answered`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: Self.limits(200, perAddress: 10)) { port in
            let silent = try await Self.open(50) { _ in try RawConnection(port: port, from: "127.0.0.2") }
            try await Self.remaining(silent, of: 10)
            #expect(try await Self.answer(port: port, from: "127.0.0.2").hasPrefix("HTTP/1.1 200"))
            try await Self.remaining(silent, of: 9)
            #expect(try await Self.answer(port: port, from: "127.0.0.3").hasPrefix("HTTP/1.1 200"))
            try await Self.remaining(silent, of: 9)
        }
    }

    @Test(arguments: ["", "GET /errors HTTP/1.1\r\nX-Long: "])
    func `a listener full of connections from many addresses answers a new one`(_ beginning: String) async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: Self.limits(100, perAddress: 10)) { port in
            let hostile = try await Self.open(300) { number in
                let connection = try RawConnection(port: port, from: "127.0.\(1 + number / 200).\(1 + number % 200)")
                connection.send(beginning.utf8)
                return connection
            }
            for number in 0..<5 {
                let answer = try await Self.answer(port: port, from: "127.9.9.\(1 + number)")
                #expect(answer.hasPrefix("HTTP/1.1 200"))
            }
            #expect(try await Self.remaining(hostile, atMost: 100) >= 1)
        }
    }

    private static func header(_ client: String) -> String { "PROXY TCP4 \(client) 127.0.0.1 50000 443\r\n" }

    @Test func `each client of a PROXY header has its own limits of requests and connections`() async throws {
        let world = try await BrokerWorld()
        let trusted = TrustedProxies([try AddressRange("127.0.0.9")], source: nil)
        try await RunningListener.publicOne(
            world, limits: Self.limits(200, perAddress: 10), behind: trusted, acceptsProxyHeader: true
        ) { port in
            func ask(_ client: String) async throws -> String {
                let connection = try RawConnection(port: port, from: "127.0.0.9")
                connection.send((Self.header(client) + Self.request.replacing("/errors", with: "/saml/sso")).utf8)
                return String(try await connection.receiveAll().prefix(12))
            }
            for _ in 0..<3 { #expect(try await ask("192.0.2.1") == "HTTP/1.1 400") }
            #expect(try await ask("192.0.2.1") == "HTTP/1.1 429")
            #expect(try await ask("192.0.2.2") == "HTTP/1.1 400")
            let silent = try (0..<30).map { _ in
                let connection = try RawConnection(port: port, from: "127.0.0.9")
                connection.send(Self.header("192.0.2.3").utf8)
                return connection
            }
            try await Self.remaining(silent, of: 10)
        }
    }

    @Test func `after a PROXY header with a trusted proxy, the request names the client`() async throws {
        let world = try await BrokerWorld()
        let ranges = try ["127.0.0.9", "10.1.0.1"].map { try AddressRange($0) }
        let trusted = TrustedProxies(ranges, source: .xForwardedFor)
        try await RunningListener.publicOne(
            world, limits: Self.limits(200, perAddress: 10), behind: trusted, acceptsProxyHeader: true
        ) { port in
            func ask(_ client: String) async throws -> String {
                let connection = try RawConnection(port: port, from: "127.0.0.9")
                let request = Self.request.replacing("/errors", with: "/saml/sso")
                    .replacing("\r\n\r\n", with: "\r\nX-Forwarded-For: \(client)\r\n\r\n")
                connection.send((Self.header("10.1.0.1") + request).utf8)
                return String(try await connection.receiveAll().prefix(12))
            }
            for number in 1...5 { #expect(try await ask("192.0.2.\(number)") == "HTTP/1.1 400") }
            for _ in 0..<2 { _ = try await ask("192.0.2.1") }
            #expect(try await ask("192.0.2.1") == "HTTP/1.1 429")
        }
    }

    @Test func `a PROXY header from an untrusted address is a bad request`() async throws {
        let world = try await BrokerWorld()
        let trusted = TrustedProxies([try AddressRange("127.0.0.9")], source: nil)
        try await RunningListener.publicOne(
            world, limits: Self.limits(200, perAddress: 10), behind: trusted, acceptsProxyHeader: true
        ) { port in
            let forged = try await Self.answer(port: port, from: "127.0.0.8", beginning: Self.header("192.0.2.1"))
            #expect(forged.hasPrefix("HTTP/1.1 400"))
            #expect(try await Self.answer(port: port, from: "127.0.0.8").hasPrefix("HTTP/1.1 200"))
            #expect(try await Self.answer(port: port, from: "127.0.0.9").isEmpty)
        }
    }

    @Test
    func `silent connections at the certificate listener are limited, and one with a ClientHello is served`()
        async throws
    {
        let files = try DevelopmentPKI.shared()
        let tls = Listeners.TLS(certificateFile: files.url("server.pem").path, keyFile: files.url("server.key").path)
        let world = try await BrokerWorld()
        let trusted = TrustedProxies([try AddressRange("127.0.0.9")], source: nil)
        try await RunningListener.certificate(
            world, behind: trusted, tls: tls, limits: Self.limits(100, perAddress: 10), acceptsProxyHeader: true,
            forwardsCertificates: false
        ) { port in
            let silent = try await Self.open(300) { number in
                try RawConnection(port: port, from: "127.0.\(1 + number / 200).\(1 + number % 200)")
            }
            let named = try RawConnection(port: port, from: "127.0.0.9")
            named.send(Self.header("192.0.2.1").utf8)
            let agent = HTTPAgent(language: "en", trustedCertificates: files.url("server-ca.pem").path)
            #expect(try await agent.get("https://localhost:\(port)/identify?ticket=none").status == 404)
            #expect(!named.isClosed)
            _ = try await Self.remaining(silent, atMost: 100)
        }
    }
}
