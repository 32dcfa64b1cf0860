import Foundation
import TestAgents
import TestBroker
import Testing

@testable import Web

/// Tests that each parameter of a message occurs once, with each binding.
struct MessageParameterTests {
    private static let message = "PHg%2BPC94Pg%3D%3D"

    /// Returns the error code on the page.
    private static func code(
        _ path: String, _ query: String, _ body: String?, at port: Int
    ) async throws -> (status: Int, code: String?) {
        let address = try #require(URL(string: "http://127.0.0.1:\(port)\(path)" + (query.isEmpty ? "" : "?\(query)")))
        let answer = try await HTTPAgent().send(
            body.map {
                HTTPRequest(
                    "POST", address, headers: [HTTPField("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array($0.utf8))
            } ?? HTTPRequest("GET", address))
        let text = String(decoding: answer.body, as: UTF8.self)
        return (answer.status, text.firstMatch(of: #/<code>([a-z-]+)<\/code>/#).map { String($0.1) })
    }

    /// Requests a path with a query and a body. Without a body the method is GET.
    private static let contradictions: [(String, String?)] = [
        ("SAMLRequest=\(message)&SAMLRequest=\(message)", nil), ("SAMLRequest=\(message)&SAMLResponse=\(message)", nil),
        ("SAMLRequest=\(message)&SAMLResponse", nil), ("SAMLResponse&SAMLRequest=\(message)", nil),
        ("SAMLRequest=\(message)&RelayState=a&RelayState=a", nil), ("SAMLRequest=\(message)&%53AMLRequest=x", nil),
        ("SAMLRequest=\(message)&SigAlg=a&SigAlg=a&Signature=b", nil),
        ("", "SAMLRequest=\(message)&SAMLRequest=\(message)"), ("", "SAMLRequest=\(message)&%53AMLRequest=x"),
        ("", "SAMLRequest=\(message)&SAMLResponse=\(message)"), ("", "SAMLResponse=&SAMLRequest=\(message)"),
        ("", "SAMLRequest=\(message)&RelayState=a&RelayState=b"), ("", "SAMLRequest=\(message)&SigAlg=a&SigAlg=b"),
        ("SAMLRequest=\(message)", "SAMLRequest=\(message)"), ("SAMLResponse=x", "SAMLRequest=\(message)"),
        ("RelayState=b", "SAMLRequest=\(message)&RelayState=a"), ("RelayState", "SAMLRequest=\(message)"),
        ("Signature=x", "SAMLRequest=\(message)"), ("%53AMLRequest=x", "SAMLRequest=\(message)"),
        ("SigAlg=x", "SAMLRequest=\(message)"), ("SAMLEncoding=x", "SAMLRequest=\(message)"),
        ("lang=en&SAMLRequest", "SAMLRequest=\(message)"), ("SAMLRequest=\(message)", ""),
    ]

    @Test func `a repeated or contradictory parameter is refused`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            for path in ["/saml/sso", "/saml/slo"] {
                for (query, body) in Self.contradictions {
                    let answer = try await Self.code(path, query, body, at: port)
                    #expect(answer.status == 400, "\(path) \(query) \(body ?? "GET")")
                    #expect(answer.code == "parameter-repeated", "\(path) \(query) \(body ?? "GET")")
                }
                // A single message is read, and refused for its content.
                for (query, body) in [
                    ("SAMLRequest=\(Self.message)", nil), ("lang=en&x=SAMLRequest", "SAMLRequest=\(Self.message)"),
                ] {
                    let answer = try await Self.code(path, query, body, at: port)
                    #expect(answer.status == 400)
                    #expect(answer.code != "parameter-repeated" && answer.code != nil, "\(path) \(query)")
                }
            }
        }
    }

    @Test func `a link for unsolicited sign-on must name exactly one service`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            for query in ["entity=a&entity=a", "entity=a&%65ntity=b", "entity=a&RelayState=a&RelayState=a"] {
                let answer = try await Self.code("/saml/unsolicited", query, nil, at: port)
                #expect(answer.code == "parameter-repeated", "\(query)")
            }
        }
    }
}
