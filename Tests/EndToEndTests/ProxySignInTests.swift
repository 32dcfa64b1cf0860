import Foundation
import TestAgents
import Testing

/// Tests of citizens who reach the broker through a real HAProxy or nginx, which terminates TLS.
@Suite(.startsProcesses) struct ProxySignInTests {
    @Test(arguments: [RunningProxy.Software.haproxy, .nginx])
    func `signs in with PIN and with certificate`(_ software: RunningProxy.Software) async throws {
        let proxy = try await RunningProxy.start(software)
        let phone = try await proxy.broker.addCitizen()
        let service = try await ForeignServiceProvider.start(.pysaml2, at: proxy.broker, level: EIDAS.substantial)

        let byPIN = SignIn(broker: proxy.broker, agent: proxy.agent())
        let page = try await byPIN.choose("pin", on: try await Self.arrive(byPIN, at: service))
        let answer = try await byPIN.pin("12345678Z", validUntil: "01/01/2035", phone: phone, on: page)
        let outcome = try await service.outcome(of: try await byPIN.submitAnswer(answer), for: byPIN.agent)
        #expect(outcome.isAccepted, "\(outcome)\n\(service.log)")

        let identity = try await DevelopmentAuthorities.shared.identity(of: "87654321X")
        let byCertificate = SignIn(broker: proxy.broker, agent: proxy.agent(identity))
        let start = try await byCertificate.choose("certificate", on: try await Self.arrive(byCertificate, at: service))
        let proved = try await byCertificate.certificate(of: "87654321X", on: start)
        let accepted = try await service.outcome(
            of: try await byCertificate.submitAnswer(proved), for: byCertificate.agent)
        #expect(accepted.attributes[EIDAS.personIdentifier] == ["ES/ES/87654321X"], "\(accepted)\n\(service.log)")
    }

    @Test(arguments: [RunningProxy.Software.haproxy, .nginx])
    func `a Client-Cert header of a browser is ignored`(_ software: RunningProxy.Software) async throws {
        let proxy = try await RunningProxy.start(software)
        let service = try await ForeignServiceProvider.start(.pysaml2, at: proxy.broker, level: EIDAS.substantial)
        let authorities = try await DevelopmentAuthorities.shared
        let forged = try await Self.clientCert(of: "87654321X", authorities)

        // Without a certificate, and with another citizen's certificate.
        let plain = SignIn(broker: proxy.broker, agent: proxy.agent())
        await plain.agent.setStandardHeader(forged)
        let start = try await plain.choose("certificate", on: try await Self.arrive(plain, at: service))
        let refused = try await plain.agent.click("/certificate/start", on: start)
        #expect(refused.status == 403)
        #expect(refused.page.text.contains("no ha enviado ningún certificado"), "\(refused.page.text)")

        let other = SignIn(broker: proxy.broker, agent: proxy.agent(authorities.identity(of: "12345678Z")))
        await other.agent.setStandardHeader(forged)
        let page = try await other.choose("certificate", on: try await Self.arrive(other, at: service))
        let confirmation = try await other.agent.click("/certificate/start", on: page)
        #expect(confirmation.status == 200)
        #expect(confirmation.page.text.contains("12345678Z"), "\(confirmation.page.text)")
        #expect(!confirmation.page.text.contains("87654321X"))
    }

    @Test(arguments: [RunningProxy.Software.haproxy, .nginx])
    func `a certificate of an unknown authority is refused on a page with the cause`(
        _ software: RunningProxy.Software
    ) async throws {
        let proxy = try await RunningProxy.start(software)
        let service = try await ForeignServiceProvider.start(.pysaml2, at: proxy.broker, level: EIDAS.substantial)
        let unknown = try await DevelopmentAuthorities()
        let signIn = SignIn(broker: proxy.broker, agent: proxy.agent(unknown.identity(of: "87654321X")))
        let start = try await signIn.choose("certificate", on: try await Self.arrive(signIn, at: service))
        let refused = try await signIn.agent.click("/certificate/start", on: start)
        #expect(refused.status == 403)
        let text = refused.page.text
        withExtendedLifetime(unknown) {
            #expect(text.contains("No reconocemos a quien emitió el certificado"), "\(text)")
        }
    }

    /// The default limits of the proxies are smaller.
    @Test(arguments: [RunningProxy.Software.haproxy, .nginx])
    func `the longest request that the broker reads reaches it`(_ software: RunningProxy.Software) async throws {
        let proxy = try await RunningProxy.start(software)
        let long = String(repeating: "a", count: 90_000)
        let byRedirect = try await proxy.agent().get("\(proxy.broker.publicOrigin)/saml/sso?SAMLRequest=\(long)")
        #expect(byRedirect.status == 400)
        #expect(byRedirect.page.text.contains("message-encoding"), "\(byRedirect.page.text)")
        let address = try #require(URL(string: proxy.broker.publicOrigin + "/saml/sso"))
        let body = String(repeating: long, count: 6)
        let byPost = try await proxy.agent().send(.post(address, form: [("SAMLRequest", body)]))
        #expect(byPost.status == 400)
        #expect(byPost.page.text.contains("message-too-large"), "\(byPost.page.text)")
    }

    @Test func `a real browser sends its certificate to HAProxy`() async throws {
        let proxy = try await RunningProxy.start(.haproxy)
        let service = try await ForeignServiceProvider.start(.pysaml2, at: proxy.broker, level: EIDAS.substantial)
        let options = BrowserOptions {
            $0.trustedCertificate = proxy.serverAuthority
            $0.clientCertificate = proxy.authorities.pkcs12(of: "87654321X")
        }
        try await Browser.open(options) { browser in
            try await browser.go(to: try await service.beginLogin(with: HTTPAgent()).absoluteString)
            try await browser.wait(forAddress: "/login/")
            try await browser.click("form:has(input[name=method][value='certificate']) button")
            try await browser.click("main a.button")
            try await browser.wait(forText: "87654321X")
            try await browser.click("main form button[type=submit]")
            try await browser.wait(forText: "ES/ES/87654321X")
        }
    }

    @Test(arguments: [RunningProxy.Software.haproxy, .nginx])
    func `each client has a separate limit, without regard to its headers`(
        _ software: RunningProxy.Software
    ) async throws {
        let proxy = try await RunningProxy.start(software, ["ALDABA_LIMITS_LOGINS_PER_ADDRESS_AND_MINUTE": "3"])
        func ask(from address: String, as name: String) async throws -> String {
            try await Command.run(
                "curl",
                [
                    "--silent", "--interface", address, "--cacert", proxy.serverAuthority, "--output", "/dev/null",
                    "--resolve", "*:443:127.0.0.1", "--write-out", "%{http_code}", "--header",
                    "X-Forwarded-For: \(name)", "--header", "Forwarded: for=\(name)",
                    proxy.broker.publicOrigin + "/saml/sso",
                ]
            ).output
        }
        for name in ["192.0.2.1", "192.0.2.2", "unknown"] {
            #expect(try await ask(from: "127.0.0.3", as: name) == "400")
        }
        #expect(try await ask(from: "127.0.0.3", as: "192.0.2.4") == "429")
        #expect(try await ask(from: "127.0.0.4", as: "127.0.0.3") == "400")
    }

    /// The forwarded certificate must be from this connection, not from an earlier one.
    @Test(arguments: ["-tls1_2", "-tls1_3"]) func `HAProxy resumes no session of the certificate's origin`(
        _ version: String
    ) async throws {
        let proxy = try await RunningProxy.start(.haproxy)
        let session = try TemporaryDirectory("tls")
        let host = try #require(URL(string: proxy.broker.certificateOrigin))
        let name = try #require(host.host)
        let port = try #require(host.port)
        func connect(_ option: String) async throws -> String {
            try await Command.run(
                "sh",
                [
                    "-c",
                    #"printf 'GET /identify HTTP/1.1\r\nHost: \#(name)\r\n\r\n' | openssl s_client \#(version)"#
                        + " -ign_eof -connect 127.0.0.1:\(port) \(option) -servername \(name)"
                        + " -CAfile \(proxy.serverAuthority)",
                ], within: .seconds(10)
            ).output
        }
        let first = try await connect("-sess_out \(session.path("session"))")
        #expect(first.contains("HTTP/1.1 404"), "\(first)")
        // With TLS 1.2 there is no session to resume.
        guard FileManager.default.fileExists(atPath: session.path("session")) else { return }
        let second = try await connect("-sess_in \(session.path("session"))")
        #expect(second.contains("New, TLSv1."), "\(second)")
        #expect(!second.contains("Reused"))
    }

    private static func arrive(
        _ signIn: SignIn, at service: ForeignServiceProvider
    ) async throws -> HTTPResponse {
        try await signIn.arrive(try await service.beginLogin(with: signIn.agent))
    }

    private static func clientCert(
        of document: String, _ authorities: DevelopmentAuthorities
    ) async throws -> HTTPField {
        let certificate = authorities.path + "/citizen-\(document).pem"
        let lines = try String(contentsOfFile: certificate, encoding: .utf8).split(separator: "\n")
        let base64 = lines.prefix { !$0.hasPrefix("-----END") }.drop { !$0.hasPrefix("-----BEGIN") }.dropFirst()
        return HTTPField("Client-Cert", ":\(base64.joined()):")
    }
}
