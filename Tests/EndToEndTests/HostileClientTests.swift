import Foundation
import HostileClient
import TestAgents
import Testing

/// Tests of hostile clients against a broker with the limits of production.
@Suite(.startsProcesses) struct HostileClientTests {
    private static let login = HostileRequest("GET", "/saml/sso")
    private static let page = HostileRequest("GET", "/")

    private func start(_ settings: [String: String] = [:]) async throws -> (broker: RunningBroker, crowd: Crowd) {
        let limits = try ProductionLimits.settings()
        #expect(limits["ALDABA_LIMITS_LOGINS_PER_ADDRESS_AND_MINUTE"] == "300")
        let broker = try await RunningBroker.start(limits.merging(settings) { $1 })
        let port = try #require(Int(broker.publicAddress.split(separator: ":").last ?? ""))
        return (broker, Crowd(port: port, host: String(broker.publicOrigin.dropFirst("http://".count))))
    }

    @Test func `refuses an address that floods, and no other address`() async throws {
        let (broker, crowd) = try await start()
        let flood = try await crowd.repeating(
            Self.login, from: { _ in .address(1) }, untilStatus: 429, atMost: 20_000)
        #expect(flood.last?.status == 429)
        #expect(flood.dropLast().allSatisfy { $0.status == 400 })
        #expect(flood.count > 300)
        let others = try await crowd.send((2..<202).map { (Self.login, .address($0)) })
        #expect(others.count == 200)
        #expect(others.allSatisfy { $0.status == 400 }, "\(Set(others.map(\.status)))")
        try await broker.stop()
    }

    @Test func `addresses of one IPv6 network count as one client, only through the trusted proxy`() async throws {
        let (broker, crowd) = try await start([
            "ALDABA_PUBLIC_TRUSTED_PROXIES": "127.0.0.1", "ALDABA_PUBLIC_CLIENT_ADDRESS_HEADER": "X-Forwarded-For",
        ])
        let flood = try await crowd.repeating(
            Self.login, from: { .host($0, ofNetwork: 7, prefixLength: 64) }, untilStatus: 429, atMost: 20_000)
        #expect(flood.last?.status == 429)
        #expect(flood.count > 300)
        let others = try await crowd.send(
            (100..<150).map { (Self.login, .host(0, ofNetwork: $0, prefixLength: 64)) }
                // For any other client that sets the header, the address of the connection counts.
                + (1..<20).map { (Self.login, .forging("2001:db8:0:7::1", from: $0)) })
        #expect(others.allSatisfy { $0.status == 400 }, "\(Set(others.map(\.status)))")
        try await broker.stop()
    }

    /// Opens three times the listener's maximum: pages are served only if the listener closes some connections.
    @Test func `slow and silent connections from many addresses do not block pages`() async throws {
        let maximum = 128
        let (broker, crowd) = try await start(["ALDABA_LIMITS_CONNECTIONS": String(maximum)])
        let silent = try await crowd.hold(200, from: Source.address)
        let slow = try await crowd.hold(
            200, from: { .address(1_000 + $0) }, saying: "POST /saml/sso HTTP/1.1\r\nHost: \(crowd.host)\r\nContent-")
        #expect(silent.connections.count == 200 && slow.connections.count == 200)
        let pages = try await crowd.send((0..<50).map { (Self.page, .address(10_000 + $0)) })
        #expect(pages.allSatisfy { $0.status == 200 }, "\(Set(pages.map(\.status)))")
        let other = try await HTTPAgent().get(broker.administration + "/health/ready")
        #expect(other.status == 200)
        try await eventually("the listener's maximum") { silent.open + slow.open <= maximum ? true : nil }
        try await broker.stop()
    }
}
