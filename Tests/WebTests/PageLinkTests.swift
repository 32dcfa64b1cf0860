import Broker
import Foundation
import TestAgents
import TestBroker
import Testing

@testable import Web

/// Links are made from the matched route, never from the address as it came.
struct PageLinkTests {
    /// Addresses that a browser would read as another host if a page repeated them in a link.
    private static let hostile = [
        "//evil.example/x", "/\\evil.example/x", "/%5Cevil.example", "///evil.example", "/.//evil.example",
        "//evil.example//",
        "//evil.example/errors", "/\\evil.example/errors/replayed", "/;//evil.example", "//user@evil.example/x",
        "//evil.example/x?lang=en", "//evil.example/login/x", "//evil.example/saml/sso", "/..//evil.example",
        "//errors", "//session", "/login//evil.example", "//login/x/certificate/start", "/errors//replayed",
    ]

    /// The answer to an address exactly as it is written: other clients put such addresses right.
    private static func answer(_ method: String, _ target: String, at port: Int) async throws -> String {
        let options = method == "HEAD" ? ["--head"] : ["--include", "--request", method]
        return try await Command.require(
            "curl",
            ["--silent", "--noproxy", "*", "--max-time", "20", "--request-target", target] + options
                + ["http://127.0.0.1:\(port)/"])
    }

    /// Where the links, forms and redirects of an answer lead.
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

    @Test func `no link, form or redirect of any answer leads where the address says`() async throws {
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

    @Test func `links repeat path and query up to 4 KiB, and longer ones not at all`() async throws {
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

    @Test func `a page that was found has links to itself in every language, however it was asked for`() async throws {
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
    func `the path of a route is its own words and plain values`(
        _ route: String?, _ values: [String: String], _ path: String?
    ) {
        #expect(RoutePath.path(of: route, value: { values[$0] }) == path)
    }
}
