import Broker
import Foundation
import TestAgents
import TestBroker
import Testing

@testable import Web

/// Tests that links are made from the matched route, not from the path of the request.
struct PageLinkTests {
    /// Addresses that a browser would read as another host if a page repeated them in a link.
    private static let hostile = [
        "//evil.example/x", "/\\evil.example/x", "/%5Cevil.example", "///evil.example", "/.//evil.example",
        "//evil.example//",
        "//evil.example/errors", "/\\evil.example/errors/replayed", "/;//evil.example", "//user@evil.example/x",
        "//evil.example/x?lang=en", "//evil.example/login/x", "//evil.example/saml/sso", "/..//evil.example",
        "//errors", "//session", "/login//evil.example", "//login/x/certificate/start", "/errors//replayed",
    ]

    /// Requests a path exactly as written. Other HTTP clients normalize such paths.
    private static func answer(_ method: String, _ target: String, at port: Int) async throws -> String {
        let options = method == "HEAD" ? ["--head"] : ["--include", "--request", method]
        return try await Command.require(
            "curl",
            ["--silent", "--noproxy", "*", "--max-time", "20", "--request-target", target] + options
                + ["http://127.0.0.1:\(port)/"])
    }

    /// Returns the targets of the links, forms and redirects of a response.
    private static func targets(_ answer: String) -> [String] {
        answer.matches(
            of: #/(?i)(?:\b(?:href|action|src|data-[a-z]+)="|^location: )([^"\r\n]*)/#.anchorsMatchLineEndings()
        )
        .map { String($0.1) }
    }

    private static func staysHere(_ target: String, _ origin: String) -> Bool {
        if target.hasPrefix(origin + "/") || target == origin { return true }
        return target.hasPrefix("#") || target.hasPrefix("/") && !target.hasPrefix("//") && !target.contains("\\")
    }

    @Test func `no link, form or redirect has a target from the request path`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            for target in Self.hostile {
                for method in ["GET", "HEAD", "POST"] {
                    let answer = try await Self.answer(method, target, at: port)
                    #expect(answer.hasPrefix("HTTP/1.1 "), "\(method) \(target)")
                    let wrong = Self.targets(answer).filter { target in
                        !Self.staysHere(target, world.settings.publicOrigin)
                    }
                    #expect(wrong.isEmpty, "\(method) \(target)")
                }
            }
        }
    }

    @Test func `links repeat path and query up to 4 KiB and omit longer ones`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let path = "/saml/unsolicited"
            let rest = QueryText.maximumRepeatedBytes - path.utf8.count - 9
            let query = "entity=a&" + String(repeating: "A", count: rest)
            let longest = try await Self.targets(Self.answer("GET", "\(path)?\(query)", at: port))
            let link = "\(path)?\(query)&lang=en".replacing("&", with: "&amp;")
            #expect(longest.contains(link), "\(longest.map { $0.prefix(60) })")
            let longer = try await Self.targets(Self.answer("GET", "\(path)?\(query)A", at: port))
            #expect(!longer.isEmpty && !longer.contains { $0.contains("AAAA") })
        }
    }

    @Test func `a page has links to itself in every language, for each spelling of its path`() async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            for (target, link) in [
                ("/errors/replayed", "/errors/replayed?lang=en"), ("/errors/replayed/", "/errors/replayed?lang=en"),
                ("//errors//replayed", "/errors/replayed?lang=en"),
                ("/saml/unsolicited?lang=es&entity=a", "/saml/unsolicited?entity=a&amp;lang=en"),
            ] {
                let answer = try await Self.answer("GET", target, at: port)
                #expect(Self.targets(answer).contains(link), "\(target)")
            }
        }
    }

    @Test(
        arguments: [
            ("/login/:login", ["login": "abc"], "/login/abc"),
            ("/login/{login}/choose", ["login": "a-b_c"], "/login/a-b_c/choose"),
            ("/", [:], "/"), ("NotFound", [:], nil), (nil, [:], nil), ("/login/:login", [:], nil),
            ("/login/:login", ["login": "/evil.example"], nil), ("/login/:login", ["login": "\\evil"], nil),
            ("/login/:login", ["login": ""], nil), ("/login/:login", ["login": ".."], nil),
            ("/login/:login", ["login": "a%2F"], nil),
            ("/static/**", [:], nil),
        ] as [(String?, [String: String], String?)])
    func `the path of a route has only literal segments and plain values`(
        _ route: String?, _ values: [String: String], _ path: String?
    ) {
        #expect(RoutePath.path(of: route, value: { values[$0] }) == path)
    }
}
