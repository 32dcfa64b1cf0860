import Foundation
import TestAgents
import Testing

extension BrowserTests {
    /// Tests of security headers and cookies.
    @Suite struct HeaderTests {
        private static let common =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "frame-ancestors 'none'"

        @Test func `a page with a form allows only its own origin as target`() async throws {
            let page = try await Visitor().begin("cita")
            #expect(page.header("Content-Security-Policy") == Self.common + "; form-action 'self'")
            expectKept(page)
        }

        @Test func `a page without a form allows no target`() async throws {
            let broker = World.current.broker
            for address in [broker.publicOrigin + "/", broker.publicOrigin + "/errors", broker.publicOrigin + "/x"] {
                let page = try await HTTPAgent().get(address)
                #expect(page.header("Content-Security-Policy") == Self.common + "; form-action 'none'")
                expectKept(page)
            }
        }

        @Test func `the page with the answer runs its one script and restricts no redirect`() async throws {
            let visitor = Visitor()
            let page = try await visitor.permanentKey(
                try await World.current.citizen(), on: try await visitor.begin("cita"))
            let nonce = try #require(page.text.firstMatch(of: /<script nonce="([A-Za-z0-9_-]{22})">/)?.output.1)
            #expect(page.header("Content-Security-Policy") == Self.common + "; script-src 'nonce-\(nonce)'")
            expectKept(page)
            // The cookie is kept as long as the answer.
            let shortened = try #require(page.headers(named: "Set-Cookie").first { $0.hasPrefix("__Host-login-") })
            #expect(shortened.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=120"))
        }

        @Test func `the certificate's page may post to itself and from there to the public origin`() async throws {
            let world = World.current
            let visitor = Visitor(identity: world.authorities.identity(of: "12345678Z"))
            let start = try await visitor.choose("certificate", on: try await visitor.begin("residencia"))
            let page = try await visitor.agent.click("/certificate/start", on: start)
            #expect(page.url.absoluteString.hasPrefix(world.broker.certificateOrigin))
            #expect(
                page.header("Content-Security-Policy") == Self.common
                    + "; form-action 'self' \(world.broker.publicOrigin)")
            #expect(page.header("Connection") == "close")
            expectKept(page)
        }

        @Test func `a login's cookie is bound to its host and lifetime, and its URL is not sent across sites`()
            async throws
        {
            let visitor = Visitor()
            let started = try await visitor.agent.get(try await visitor.request("cita"))
            #expect(started.status == 303)
            let login = try #require(started.location).lastPathComponent
            #expect(login.count == 22)
            let cookies = started.headers(named: "Set-Cookie")
            #expect(cookies.count == 1)
            let pattern = /__Host-login-([A-Za-z0-9_-]{22})=[A-Za-z0-9_-]{43}; (.*)/
            let match = try #require(cookies[0].wholeMatch(of: pattern), "\(cookies[0])")
            #expect(match.output.1 == login)
            #expect(match.output.2 == "Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=4800")
            #expect(started.header("Cache-Control")?.contains("no-store") == true)
            #expect(started.header("Referrer-Policy") == "strict-origin")
        }

        @Test func `URLs are built from configuration, not from Host`() async throws {
            let visitor = Visitor()
            let request = try #require(URL(string: try await visitor.request("cita")))
            let answer = try await rawGet(request, host: "evil.example")
            #expect(!answer.contains("evil.example"), "\(answer)")
            #expect(answer.contains("Location: \(World.current.broker.publicOrigin)/login/"), "\(answer)")
        }

        @Test(arguments: ["evil.example", "127.0.0.1.evil.example", "evil.localhost", "[::1]"])
        func `the administration listener refuses other host names`(_ host: String) async throws {
            let address = try #require(URL(string: World.current.broker.administration + "/development/messages"))
            #expect(try await rawGet(address, host: host).hasPrefix("HTTP/1.1 421"))
            #expect(try await rawGet(address, host: "localhost").hasPrefix("HTTP/1.1 200"))
        }

        @Test func `the spool's page and health are only on the administration listener`() async throws {
            let broker = World.current.broker
            for path in ["/development/messages", "/health/ready", "/health/live"] {
                #expect(try await HTTPAgent().get(broker.administration + path).status == 200)
                #expect(try await HTTPAgent().get(broker.publicOrigin + path).status == 404)
            }
            #expect(try await HTTPAgent().get(broker.administration + "/saml/metadata").status == 404)
        }

        /// Sends a GET with another Host, which the tests' browsers cannot do.
        private func rawGet(_ address: URL, host: String) async throws -> String {
            try await Command.require(
                "curl",
                [
                    "--silent", "--include", "--noproxy", "*", "--header", "Host: \(host)", "--resolve",
                    "\(address.host ?? ""):\(address.port ?? 0):127.0.0.1", address.absoluteString,
                ])
        }

        private func expectKept(_ page: HTTPResponse) {
            #expect(page.header("Cache-Control") == "no-cache, no-store")
            #expect(page.header("Referrer-Policy") == "strict-origin")
            #expect(page.header("X-Content-Type-Options") == "nosniff")
            #expect(page.header("X-Frame-Options") == "DENY")
        }
    }
}
