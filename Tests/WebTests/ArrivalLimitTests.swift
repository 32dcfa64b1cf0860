import Broker
import Foundation
import TestAgents
import TestBroker
import Testing

@testable import Web

struct ArrivalLimitTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let client = ClientNetwork(of: "192.0.2.1")

    @Test func `the allowance of a minute is admitted at once, then requests at the rate`() {
        let limit = ArrivalLimit(perMinute: 300)
        for _ in 0..<300 { #expect(limit.admit(client, at: now) == .admitted) }
        #expect(limit.admit(client, at: now) == .refused(retryAfter: .milliseconds(200), isFirst: true))
        #expect(limit.admit(client, at: now) == .refused(retryAfter: .milliseconds(200), isFirst: false))
        #expect(limit.admit(client, at: now + 1) == .admitted)
        for _ in 0..<4 { #expect(limit.admit(client, at: now + 1) == .admitted) }
        #expect(limit.admit(client, at: now + 1) != .admitted)
        for _ in 0..<300 { #expect(limit.admit(client, at: now + 3600) == .admitted) }
        #expect(limit.admit(client, at: now + 3600) == .refused(retryAfter: .milliseconds(200), isFirst: true))
    }

    @Test func `a client that ignores the limit is admitted at the rate and logged once a minute`() {
        let limit = ArrivalLimit(perMinute: 60)
        var (admitted, first) = (0, 0)
        for tick in 0..<6000 {
            switch limit.admit(client, at: now + Double(tick) / 20) {
            case .admitted: admitted += 1
            case .refused(_, let isFirst): first += isFirst ? 1 : 0
            }
        }
        #expect((359...360).contains(admitted))
        #expect((4...5).contains(first))
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.2", false), ("192.0.2.1", "::ffff:192.0.2.1", true),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true), ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
    ])
    func `counts by IPv4 address and by 64-bit IPv6 network`(_ one: String, _ other: String, _ isSame: Bool) {
        let limit = ArrivalLimit(perMinute: 1)
        #expect(limit.admit(ClientNetwork(of: one), at: now) == .admitted)
        #expect((limit.admit(ClientNetwork(of: other), at: now) == .admitted) == !isSame)
    }

    @Test func `counts a limited number of clients and admits the others`() {
        let limit = ArrivalLimit(perMinute: 1, maximumClients: 100)
        for number in 0..<100 { #expect(limit.admit(ClientNetwork(of: "10.0.0.\(number)"), at: now) == .admitted) }
        for _ in 0..<5 { #expect(limit.admit(client, at: now) == .admitted) }
        #expect(limit.admit(ClientNetwork(of: "10.0.0.7"), at: now) != .admitted)
        // A minute later these clients have their full allowance, and are no longer stored.
        #expect(limit.admit(client, at: now + 60) == .admitted)
        #expect(limit.admit(client, at: now + 60) != .admitted)
    }

    @Test func `a clock that is set back blocks clients only briefly`() {
        let limit = ArrivalLimit(perMinute: 1)
        #expect(limit.admit(client, at: now + 86_400) == .admitted)
        #expect(limit.admit(client, at: now) != .admitted)
        #expect(limit.admit(client, at: now + 60) == .admitted)
    }

    @Test(arguments: ["GET", "POST"]) func `too many requests get 429 with Retry-After`(
        _ method: String
    ) async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: ListenerLimits(loginsPerAddressAndMinute: 3)) { port in
            let agent = HTTPAgent(language: "en")
            let address = try #require(URL(string: "http://127.0.0.1:\(port)/saml/sso"))
            let type = HTTPField("Content-Type", "application/x-www-form-urlencoded")
            for _ in 0..<3 {
                let answer = try await agent.send(HTTPRequest(method, address, headers: [type]))
                #expect(answer.status == 400, "not parsed, but counted")
            }
            let answer = try await agent.send(HTTPRequest(method, address, headers: [type]))
            #expect(answer.status == 429)
            #expect(answer.header("Retry-After") == "20")
            #expect(answer.page.text.contains("too-many-requests"))
            #expect(answer.page.text.contains("Wait 1 min and try again."))
            let others = try await agent.get("http://127.0.0.1:\(port)/errors/too-many-requests")
            #expect(others.status == 200, "other pages are available")
            world.clock.turn(by: .seconds(20))
            #expect(try await agent.send(HTTPRequest(method, address, headers: [type])).status == 400)
        }
    }
}
