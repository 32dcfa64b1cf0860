import Foundation
import HostileClient
import TestAgents
import Testing

/// Tests of attackers with many addresses who guess, against a broker with the limits of production, and of the holder
/// of the attacked document.
@Suite(.startsProcesses) struct HostileGuessTests {
    private static let document = "12345678Z"

    /// A broker behind a proxy that reports client addresses, and an office.
    private struct Site {
        let broker: RunningBroker
        let office: RunningExampleService
        let crowd: Crowd
        let phone: String

        static func start() async throws -> Site {
            let limits = try ProductionLimits.settings().merging([
                "ALDABA_PUBLIC_TRUSTED_PROXIES": "127.0.0.1",
                "ALDABA_PUBLIC_CLIENT_ADDRESS_HEADER": "X-Forwarded-For",
            ]) { $1 }
            let broker = try await RunningBroker.start(limits)
            let port = try #require(Int(broker.publicAddress.split(separator: ":").last ?? ""))
            return Site(
                broker: broker, office: try await RunningExampleService.start(at: broker),
                crowd: Crowd(port: port, host: String(broker.publicOrigin.dropFirst("http://".count)), atOnce: 128),
                phone: try await broker.addCitizen())
        }

        /// Returns a browser at a client's address, and the page of a method.
        func browser(at address: String, choosing method: String) async throws -> (SignIn, HTTPResponse) {
            let agent = HTTPAgent()
            await agent.setStandardHeader(HTTPField("X-Forwarded-For", address))
            let signIn = SignIn(broker: broker, agent: agent)
            let selection = try await agent.visit("\(office.origin)/sign-in?procedure=cita")
            return (signIn, try await signIn.choose(method, on: selection))
        }

        /// Returns a request with a wrong password for the holder's document, which many sources send for one login.
        func wrongPassword() async throws -> HostileRequest {
            let (attacker, page) = try await browser(at: "192.0.2.66", choosing: "permanent-key")
            let form = try page.page.form(with: "document", "password")
            var request = HostileRequest.post(
                form.action.path,
                form.fields.map {
                    (
                        $0.name,
                        $0.name == "document"
                            ? HostileGuessTests.document : $0.name == "password" ? "Otra-Cosa-1" : $0.value
                    )
                })
            let cookies = await attacker.agent.cookies.filter { $0.name.hasPrefix("__Host-") }
            request.fields += [
                "Cookie: " + cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; "),
                "Origin: \(broker.publicOrigin)",
            ]
            return request
        }

        /// Returns the number of wrong codes and passwords that the broker has checked.
        func wrongProofs() async throws -> Double {
            let scrape = try PrometheusScrape(try await HTTPAgent().get(broker.administration + "/metrics").text)
            return scrape.value("aldaba_judged_proofs_total", ["verdict": "wrong"]) ?? 0
        }

        func stop() async throws {
            try await office.stop()
            _ = try await broker.stop()
        }
    }

    /// The bug: five wrong passwords blocked the document from all sources, and with 90 at once, right passwords got
    /// 503.
    @Test func `wrong passwords from 150 addresses at once do not lock out the holder`() async throws {
        let site = try await Site.start()
        let wrong = try await site.wrongPassword()
        let (holder, page) = try await site.browser(at: "198.51.100.7", choosing: "permanent-key")
        async let flood = site.crowd.send((0..<300).map { (wrong, .proxied("203.0.113.\($0 % 150)")) })
        try await eventually("a wrong password of the flood") { try await site.wrongProofs() > 0 ? true : nil }
        let answer = try await holder.permanentKey(Self.document, phone: site.phone, on: page)
        #expect(answer.page.forms.contains { $0.has("SAMLResponse") }, "\(answer.page.text)")
        let statuses = Set(try await flood.map(\.status))
        #expect(statuses.isSubset(of: [422, 503]) && statuses.contains(422), "\(statuses)")
        try await site.stop()
    }

    /// The bug: 3,000 requests from 63 addresses blocked PIN for all citizens.
    @Test func `PIN requests from 63 addresses do not block the holder's PIN`() async throws {
        let site = try await Site.start()
        for number in 0..<63 {
            let (attacker, page) = try await site.browser(at: "203.0.113.\(number)", choosing: "pin")
            let form = try page.page.form(with: "document", "contrast", "code")
            let sent = try await attacker.agent.submit(
                form, with: ["document": Self.document, "contrast": "0\(1 + number % 9)/0\(1 + number / 9)/2031"])
            #expect(sent.status == 303)
        }
        let (holder, page) = try await site.browser(at: "198.51.100.7", choosing: "pin")
        let answer = try await holder.pin(Self.document, validUntil: "01/01/2035", phone: site.phone, on: page)
        #expect(answer.page.forms.contains { $0.has("SAMLResponse") }, "\(answer.page.text)")
        try await site.stop()
    }

    /// The attack: a copy of the browser's cookies from before the sign-in is used after it.
    @Test func `a copy of the cookies from before the sign-in gives neither the answer nor the session`() async throws {
        let site = try await Site.start()
        let (holder, page) = try await site.browser(at: "198.51.100.7", choosing: "permanent-key")
        let login = page.url.path.split(separator: "/").prefix(2).joined(separator: "/")
        let copied = await holder.agent.cookies.filter { $0.name.hasPrefix("__Host-") }
        let answer = try await holder.permanentKey(Self.document, phone: site.phone, on: page)
        #expect(answer.page.forms.contains { $0.has("SAMLResponse") })
        var thief = HostileRequest("GET", "/" + login)
        thief.fields = ["Cookie: " + copied.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")]
        let stolen = try await site.crowd.send([(thief, .proxied("203.0.113.1"))])
        #expect(stolen.map(\.status) == [404])
        #expect(!stolen[0].text.contains("SAMLResponse") && !stolen[0].text.contains("__Host-session"))
        try await site.stop()
    }
}
