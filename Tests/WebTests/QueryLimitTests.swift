import Broker
import Foundation
import TestAgents
import TestBroker
import Testing

@testable import Web

/// Tests the limits of a query, which apply before it is parsed.
struct QueryLimitTests {
    private func status(_ path: String, _ port: Int) async throws -> (status: Int, text: String) {
        let answer = try await HTTPAgent(language: "en").get("http://127.0.0.1:\(port)\(path)")
        return (answer.status, answer.page.text)
    }

    private static func parameters(_ count: Int) -> String { (0..<count).map { "p\($0)=" }.joined(separator: "&") }

    @Test(arguments: ["/", "/errors", "/nowhere", "/login/AAAAAAAAAAAAAAAAAAAAAA"])
    func `a page accepts up to 40 parameters and 8 KiB`(_ path: String) async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let plain = try await status(path, port).status
            #expect(try await status("\(path)?\(Self.parameters(40))", port).status == plain)
            #expect(try await status("\(path)?\(Self.parameters(41))", port).status == 400)
            #expect(try await status("\(path)?\(String(repeating: "&", count: 40))", port).status == 400)
            let longest = String(repeating: "x", count: QueryText.maximumBytes)
            #expect(try await status("\(path)?\(longest)", port).status == plain)
            #expect(try await status("\(path)?\(longest)x", port).status == 414)
        }
    }

    @Test(arguments: ["/saml/sso", "/saml/slo"])
    func `a message endpoint accepts a longer query and reports its error`(_ path: String) async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let long = try await status("\(path)?SAMLRequest=\(String(repeating: "A", count: 60_000))", port)
            #expect(long.status == 400 && long.text.contains("message-encoding"))
            let many = try await status("\(path)?SAMLRequest=A&\(Self.parameters(40))", port)
            #expect(many.status == 400 && many.text.contains("too-many-parameters"))
            #expect(!long.text.contains("AAAAAAAA"), "the page repeats a long query")
        }
    }

    @Test func `a link can choose a language`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let answer = try await HTTPAgent(language: "en").get("http://127.0.0.1:\(port)/errors?a=b&lang=ES&c")
            #expect(answer.header("Content-Language") == "es")
        }
    }

    @Test func `a form has at most 40 fields, counted before parsing`() {
        #expect(throws: Form.Failure.tooManyFields) { try Form(String(repeating: "&", count: 40)) }
        #expect(throws: Form.Failure.tooManyFields) { try Form("%&" + Self.parameters(40)) }
        #expect(throws: Never.self) { try Form(Self.parameters(40)) }
    }

    @Test(arguments: [
        ("", nil), ("lang=es", "es"), ("a&lang=es&lang=en", "es"), ("language=es", nil), ("lang", nil), ("lang=", ""),
        ("&&lang=a%20b&", "a%20b"), ("xlang=es", nil),
    ])
    func `a value is found in a query without decoding it`(_ query: String, _ value: String?) {
        #expect(QueryText.value(of: "lang", in: query) == value)
    }
}
