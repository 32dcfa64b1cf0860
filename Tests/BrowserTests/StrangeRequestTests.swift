import Foundation
import TestAgents
import Testing

extension BrowserTests {
    /// Tests of requests that no browser sends by itself: the answer is an error page, never an internal error.
    @Suite struct StrangeRequestTests {
        @Test(arguments: [
            "/login/x", "/login/%00", "/login/%FF%FE", "/login/AAAAAAAAAAAAAAAAAAAAAA",
            "/login/AAAAAAAAAAAAAAAAAAAAAA/certificate/return?code=%FF", "/login/AAAAAAAAAAAAAAAAAAAAAA/choose",
            "/errors/..%2F..%2Fetc", "/errors/%00", "/static/x/..%2F..%2Faldaba.css", "/favicon.ico", "//evil.example/",
            "/?lang=%00", "/?lang=xx",
        ])
        func `an unknown path`(_ path: String) async throws {
            let address = try #require(URL(string: World.current.broker.publicOrigin + path))
            let page = try await HTTPAgent().send(HTTPRequest("GET", address))
            #expect(page.status == (path.hasPrefix("/?") ? 200 : 404))
            #expect(page.header("Location") == nil)
            #expect(page.headers(named: "Set-Cookie").isEmpty)
            #expect(page.page.language == "es")
        }

        @Test(arguments: ["SAMLRequest=%", "SAMLRequest=AAAA&SAMLRequest=BBBB", "SAMLRequest=%00", "SAMLRequest=!!!!"])
        func `a query that is not a request`(_ query: String) async throws {
            let answer = try await Command.require(
                "curl",
                [
                    "--silent", "--include", "--noproxy", "*", "--resolve", "*:\(port):127.0.0.1", "--globoff",
                    "\(World.current.broker.publicOrigin)/saml/sso?\(query)",
                ])
            #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer.prefix(100))")
            #expect(
                answer.contains("<code>message-encoding</code>") || answer.contains("<code>parameter-repeated</code>"))
        }

        @Test(arguments: ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
        func `an unsupported HTTP method`(_ method: String) async throws {
            for path in ["/saml/sso", "/saml/metadata", "/", "/login/AAAAAAAAAAAAAAAAAAAAAA"] {
                let address = try #require(URL(string: World.current.broker.publicOrigin + path))
                let page = try await HTTPAgent().send(HTTPRequest(method, address))
                #expect([404, 405].contains(page.status), "\(method) \(path)")
            }
        }

        @Test func `a form of another type, cut, or with a field twice`() async throws {
            let visitor = Visitor()
            let page = try await visitor.begin("cita")
            let form = try #require(page.page.forms.first { $0["method"] == "pin" })
            for (type, body, status) in [
                ("application/json", "{}", 415), ("application/x-www-form-urlencoded", "method=%", 400),
                ("application/x-www-form-urlencoded", "method=pin&method=pin", 400),
                ("application/x-www-form-urlencoded", "method=%00", 400),
            ] {
                let answer = try await visitor.agent.send(
                    HTTPRequest(
                        "POST", form.action, headers: [HTTPField("Content-Type", type)], body: Array(body.utf8),
                        initiator: Origin(page.url)))
                #expect(answer.status == status, "\(type) \(body)")
                #expect(answer.page.text.contains("No hemos entendido lo que envió su navegador"))
            }
        }

        @Test func `an invalid ticket`() async throws {
            let world = World.current
            // A query longer than 8 KiB is refused unread.
            let tickets = [
                ("", 404), ("x", 404), ("%FF", 404), (String(repeating: "A", count: 43), 404),
                (String(repeating: "A", count: 9_000), 414),
            ]
            for (ticket, status) in tickets {
                let page = try await Visitor().agent.get("\(world.broker.certificateOrigin)/identify?ticket=\(ticket)")
                #expect(page.status == status, "\(ticket.prefix(50))")
                #expect(page.page.forms.isEmpty)
            }
        }

        private var port: String { World.current.broker.publicOrigin.split(separator: ":").last.map(String.init) ?? "" }
    }
}
