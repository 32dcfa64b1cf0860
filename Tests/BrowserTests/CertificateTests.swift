import Foundation
import TestAgents
import Testing

extension BrowserTests {
    /// Tests of refused certificates and stolen tickets.
    @Suite struct CertificateTests {
        private static let refused = "No se ha proporcionado un certificado válido"

        @Test func `a browser without a certificate gets the reason, and can use another method`() async throws {
            try await Browser.inOffice { browser in
                try await arrive(browser)
                try await browser.wait(forText: Self.refused)
                try await browser.wait(forText: "El navegador no ha enviado ningún certificado.")
                try await browser.click(link: "Elegir otra forma")
                try await browser.wait(for: "input[name=method][value=pin]")
                _ = try await browser.complaints()  // discards the entry for status 403
            }
        }

        @Test func `a revoked certificate is refused with its cause`() async throws {
            try await Browser.inOffice(World.current.options(World.current.revoked)) { browser in
                try await arrive(browser)
                try await browser.wait(forText: Self.refused)
                try await browser.wait(forText: "El certificado está revocado: quien lo emitió lo anuló el")
                _ = try await browser.complaints()
            }
        }

        @Test func `a certificate of forged authorities with the right names is refused with its cause`() async throws {
            let forged = World.current.untrusted.pkcs12(of: "12345678Z")
            try await Browser.inOffice(World.current.options(forged)) { browser in
                try await arrive(browser)
                try await browser.wait(forText: Self.refused)
                try await browser.wait(forText: "No reconocemos a quien emitió el certificado")
                _ = try await browser.complaints()
            }
        }

        @Test func `a ticket opened in another browser proves nothing there, and nothing for its sender`()
            async throws
        {
            let attacker = Visitor()
            let start = try await attacker.choose("certificate", on: try await attacker.begin("residencia"))
            let link = try start.page.link("/certificate/start").url.absoluteString
            let ticket = try #require(try await attacker.agent.get(link).location?.absoluteString)

            let victim = Visitor(identity: World.current.authorities.identity(of: "12345678Z"))
            let page = try await victim.agent.get(ticket)
            #expect(page.status == 200)
            #expect(page.page.text.contains("Continúe solo si ha sido usted"))
            let back = try await victim.agent.submit(try #require(page.page.forms.first))
            #expect(back.status == 303)
            let there = try await victim.agent.follow(back)
            #expect(there.status == 404)
            #expect(there.page.forms.isEmpty)

            // Without the code, which only the victim's browser has, the attacker's login has not changed.
            let login = String(try #require(link.firstRange(of: "/certificate").map { link[..<$0.lowerBound] }))
            let own = try await attacker.agent.get(login)
            #expect(own.page.links.contains { $0.url.absoluteString == link })
        }

        @Test func `a page of another origin cannot press the button for the citizen`() async throws {
            let visitor = Visitor(identity: World.current.authorities.identity(of: "12345678Z"))
            let start = try await visitor.choose("certificate", on: try await visitor.begin("residencia"))
            let page = try await visitor.agent.click("/certificate/start", on: start)
            let form = try #require(page.page.forms.first)
            var foreign = try form.request()
            for origin in ["https://mala.example", World.current.broker.publicOrigin] {
                foreign.initiator = Origin(try #require(URL(string: origin)))
                let answer = try await visitor.agent.send(foreign)
                #expect(answer.status == 200)
                #expect(answer.page.text.contains("Continúe solo si ha sido usted"))
            }
            let back = try await visitor.agent.submit(form)
            #expect(back.status == 303)
            #expect(try await visitor.submitAnswer(try await visitor.agent.follow(back)).level == "substantial")
        }

        @Test func `a ticket is valid once`() async throws {
            let visitor = Visitor(identity: World.current.authorities.identity(of: "12345678Z"))
            let start = try await visitor.choose("certificate", on: try await visitor.begin("residencia"))
            let page = try await visitor.agent.click("/certificate/start", on: start)
            let form = try #require(page.page.forms.first)
            let first = try await visitor.agent.submit(form)
            #expect(first.status == 303)
            // A second click and the back button show the present state of the login.
            let second = try await visitor.agent.submit(form)
            #expect(second.status == 303)
            let login = try #require(second.location)
            #expect(login.absoluteString.hasPrefix("\(World.current.broker.publicOrigin)/login/"))
            #expect(try await visitor.agent.get(page.url.absoluteString).location == login)
            #expect(
                try await visitor.agent.get(login.absoluteString).page.links.contains {
                    $0.url.path.hasSuffix("/certificate/start")
                })
            #expect(try await visitor.submitAnswer(try await visitor.agent.follow(first)).level == "substantial")
        }

        @Test func `of two tabs the last one continues, and the other shows the state of the login`()
            async throws
        {
            let visitor = Visitor(identity: World.current.authorities.identity(of: "12345678Z"))
            let start = try await visitor.choose("certificate", on: try await visitor.begin("residencia"))
            let first = try await visitor.agent.click("/certificate/start", on: start)
            let last = try await visitor.agent.click("/certificate/start", on: start)
            let late = try await visitor.agent.submit(try #require(first.page.forms.first))
            #expect(late.status == 303)
            let login = try await visitor.agent.follow(late)
            #expect(login.page.links.contains { $0.url.path.hasSuffix("/certificate/start") })
            let back = try await visitor.agent.submit(try #require(last.page.forms.first))
            #expect(try await visitor.submitAnswer(try await visitor.agent.follow(back)).level == "substantial")
        }

        @Test(arguments: ["-tls1_2", "-tls1_3"])
        func `each connection ends with its response and is never resumed, so each request asks for a certificate`(
            _ version: String
        ) async throws {
            let world = World.current
            let session = try TemporaryDirectory("tls")
            let host = try #require(URL(string: world.broker.certificateOrigin))
            let address = "127.0.0.1:\(try #require(host.port))"
            // Waits until the server closes the connection. A kept connection would exceed the time limit.
            func connect(_ option: String, path: String) async throws -> String {
                let request = #"printf 'GET \#(path) HTTP/1.1\r\nHost: \#(host.host ?? "")\r\n\r\n'"#
                return try await Command.run(
                    "sh",
                    [
                        "-c",
                        "\(request) | openssl s_client \(version) -ign_eof -connect \(address) \(option)"
                            + " -servername \(host.host ?? "") -CAfile \(world.authorities.serverAuthority)",
                    ], within: .seconds(10)
                ).output
            }
            let first = try await connect("-sess_out \(session.path("session"))", path: "/identify")
            #expect(first.contains("HTTP/1.1 404"), "\(first)")
            let second = try await connect("-sess_in \(session.path("session"))", path: "/nowhere")
            #expect(second.contains("New, TLSv1."), "\(second)")
            #expect(!second.contains("Reused"))
            #expect(second.contains("HTTP/1.1 404"))
        }

        private func arrive(_ browser: Browser) async throws {
            try await browser.begin("residencia")
            try await browser.choose("certificate")
            try await browser.showCertificate()
        }
    }
}
