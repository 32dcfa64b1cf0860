import Telemetry
import TestAgents
import TestBroker
import Testing

@testable import Web

/// Tests `/metrics`, and the metrics of the listeners.
struct MetricsTests {
    @Test func `is in the Prometheus text format on the administration listener`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.administration(world, limits: .standard) { port in
            let answer = try await HTTPAgent().get("http://127.0.0.1:\(port)/metrics")
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(try PrometheusScrape(answer.text).kinds["aldaba_sign_ins_total"] == "counter")
            #expect(try await HTTPAgent().get("http://localhost:\(port)/metrics").status == 421)
        }
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let answer = try await HTTPAgent().get("http://127.0.0.1:\(port)/metrics")
            #expect(answer.status == 404)
        }
    }

    @Test func `requests are measured by route pattern, not by path`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let agent = HTTPAgent()
            for number in 0..<20 {
                _ = try await agent.get("http://127.0.0.1:\(port)/no/such/\(number)")
                _ = try await agent.get("http://127.0.0.1:\(port)/login/\(number)")
            }
            let scrape = try PrometheusScrape(world.metrics.text)
            let name = "aldaba_http_request_duration_seconds_count"
            #expect(scrape.value(name, ["route": "NotFound", "status": "4xx"]) == 20)
            #expect(scrape.value(name, ["route": "/login/{login}", "status": "4xx"]) == 20)
            #expect(scrape.samples.filter { $0.name == name }.count == 2, "\(scrape.samples)")
        }
    }

    @Test func `rejections are counted by code`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(
            world, limits: ListenerLimits(loginsPerAddressAndMinute: 2)
        ) { port in
            for _ in 0..<3 { _ = try await HTTPAgent().get("http://127.0.0.1:\(port)/saml/sso?SAMLRequest=%25") }
            let scrape = try PrometheusScrape(world.metrics.text)
            #expect(scrape.value("aldaba_rejections_total") == 3)
            #expect(scrape.value("aldaba_rejections_total", ["code": "too-many-requests"]) == 1)
        }
    }
}
