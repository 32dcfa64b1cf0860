import Broker
import Foundation
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests HEAD, and methods that a route does not accept.
struct MethodTests {
    private static func answer(_ method: String, _ path: String, at port: Int) async throws -> HTTPResponse {
        let address = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        return try await HTTPAgent().send(HTTPRequest(method, address))
    }

    /// Returns the header fields without time and random values.
    private static func fields(_ answer: HTTPResponse) -> [String] {
        answer.headers.filter { $0.name.lowercased() != "date" }.map { "\($0.name.lowercased()): \($0.value)" }.sorted()
    }

    private static func expectHead(_ path: String, at port: Int) async throws {
        let get = try await answer("GET", path, at: port)
        let head = try await answer("HEAD", path, at: port)
        #expect(head.status == get.status, "\(path)")
        #expect(head.body.isEmpty, "\(path)")
        #expect(fields(head) == fields(get), "\(path)")
        #expect(head.header("Content-Length") == String(get.body.count), "\(path)")
    }

    private static func expectRefused(_ method: String, _ path: String, _ allow: String, at port: Int) async throws {
        let answer = try await answer(method, path, at: port)
        #expect(answer.status == 405, "\(method) \(path)")
        #expect(answer.header("Allow") == allow, "\(method) \(path)")
        #expect(answer.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
        #expect(answer.header("Content-Type") == "text/html; charset=utf-8")
        #expect(answer.body.isEmpty == (method == "HEAD"))
    }

    @Test func `the public listener answers HEAD and refuses other methods`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            for path in ["/", "/errors", "/errors/replayed", "/errors/none", "/nothing"] {
                try await Self.expectHead(path, at: port)
            }
            let page = String(decoding: try await Self.answer("GET", "/", at: port).body, as: UTF8.self)
            let style = try #require(page.firstMatch(of: #/\/static\/[^"]+/#)?.output)
            try await Self.expectHead(String(style), at: port)
            #expect(try await Self.answer("HEAD", "/saml/metadata", at: port).status == 200)

            try await Self.expectRefused("PUT", "/saml/sso", "GET, POST", at: port)
            try await Self.expectRefused("HEAD", "/saml/sso", "GET, POST", at: port)
            try await Self.expectRefused("DELETE", "/login/x", "GET", at: port)
            try await Self.expectRefused("PATCH", "/login/x/choose", "GET, POST", at: port)
            try await Self.expectRefused("GET", "/login/x/cancel", "POST", at: port)
            try await Self.expectRefused("POST", "/", "GET, HEAD", at: port)
            try await Self.expectRefused("PROPFIND", "/errors/replayed", "GET, HEAD", at: port)
            #expect(try await Self.answer("PUT", "/nothing", at: port).status == 404)
            #expect(try await Self.answer("PUT", "/login/x/nothing", at: port).status == 404)
        }
    }

    @Test func `the administration listener answers HEAD and refuses other methods`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.administration(world, limits: .standard) { port in
            try await Self.expectHead("/health/live", at: port)
            try await Self.expectHead("/health/ready", at: port)
            #expect(try await Self.answer("HEAD", "/metrics", at: port).status == 200)
            try await Self.expectRefused("POST", "/health/live", "GET, HEAD", at: port)
        }
    }

    @Test func `the certificate listener answers HEAD and refuses other methods`() async throws {
        let world = try await BrokerWorld()
        let untrusted = TrustedProxies([try AddressRange("192.0.2.0/24")], source: .xForwardedFor)
        try await RunningListener.certificate(world, behind: untrusted) { port in
            try await Self.expectRefused("PUT", "/identify", "GET, POST", at: port)
            try await Self.expectRefused("HEAD", "/identify", "GET, POST", at: port)
            try await Self.expectHead("/", at: port)
            #expect(try await Self.answer("PUT", "/identify", at: port).header("Connection") == "close")
            #expect(try await Self.answer("GET", "/nothing", at: port).header("Connection") == "close")
        }
    }
}
