import Broker
import Federation
import Foundation
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests how listeners treat the headers of trusted and untrusted proxies. The proxy of these tests is this machine.
struct ProxyTests {
    private static func proxies(_ trusted: String) throws -> TrustedProxies {
        TrustedProxies([try AddressRange(trusted)], source: .xForwardedFor)
    }

    /// Sends the maximum number of requests, each with another client name, and then one more.
    private func flood(from trusted: TrustedProxies?, named names: [String]) async throws -> [Int] {
        let world = try await BrokerWorld()
        let statuses = Statuses()
        let limits = ListenerLimits(loginsPerAddressAndMinute: 3)
        try await RunningListener.publicOne(world, limits: limits, behind: trusted) { port in
            let address = try #require(URL(string: "http://127.0.0.1:\(port)/saml/sso"))
            for name in names {
                let field = HTTPField("X-Forwarded-For", name)
                let answer = try await HTTPAgent().send(HTTPRequest("GET", address, headers: [field]))
                await statuses.append(answer.status)
            }
        }
        return await statuses.all
    }

    private actor Statuses {
        var all: [Int] = []
        func append(_ status: Int) { all.append(status) }
    }

    @Test func `each client of a trusted proxy has its own limit`() async throws {
        let trusted = try Self.proxies("127.0.0.0/8")
        #expect(
            try await flood(
                from: trusted,
                named: ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "9.9.9.9, 192.0.2.1"])
                == [400, 400, 400, 429, 400, 429])
    }

    @Test func `a request without a client name counts for the proxy`() async throws {
        let trusted = try Self.proxies("127.0.0.0/8")
        #expect(
            try await flood(from: trusted, named: ["unknown", "_hidden", "a b", "127.0.0.9", "", "192.0.2.1"])
                == [400, 400, 400, 429, 429, 400])
    }

    @Test func `a client name from an untrusted address is ignored`() async throws {
        let names = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"]
        #expect(try await flood(from: try Self.proxies("192.0.2.0/24"), named: names) == [400, 400, 400, 429])
        #expect(try await flood(from: nil, named: names) == [400, 400, 400, 429])
    }

    /// Returns the response of the certificate listener to a valid ticket and these header fields.
    private func identify(
        from trusted: TrustedProxies, _ headers: [HTTPField], byTLS: Bool = false, showing identity: TLSIdentity? = nil
    ) async throws -> (status: Int, text: String) {
        let files = try DevelopmentPKI.shared()
        let tls = Listeners.TLS(
            certificateFile: files.url("server.pem").path, keyFile: files.url("server.key").path)
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.certificate)
        let ticket = try await journey.ticket()
        return try await RunningListener.certificate(world, behind: trusted, tls: byTLS ? tls : nil) { port in
            let origin = byTLS ? "https://localhost:\(port)" : "http://127.0.0.1:\(port)"
            let address = try #require(URL(string: "\(origin)/identify?ticket=\(ticket)"))
            let agent = HTTPAgent(
                language: "en", trustedCertificates: files.url("server-ca.pem").path, identity: identity)
            let answer = try await agent.send(HTTPRequest("GET", address, headers: headers))
            return (answer.status, answer.page.text)
        }
    }

    private func field() throws -> HTTPField {
        let certificate = try DevelopmentPKI.shared().certificateDER(of: .fnmt)
        return HTTPField("Client-Cert", ":\(Data(certificate).base64EncodedString()):")
    }

    @Test func `a trusted proxy forwards the client certificate`() async throws {
        let answer = try await identify(from: Self.proxies("127.0.0.1"), [field()])
        #expect(answer.status == 200)
        #expect(answer.text.contains("12345678Z"), "\(answer.text)")
    }

    @Test func `a proxy over TLS forwards certificates, and its own is not used as the citizen's`()
        async throws
    {
        let trusted = try Self.proxies("127.0.0.1")
        let handedOn = try await identify(from: trusted, [field()], byTLS: true)
        #expect(handedOn.status == 200)
        #expect(handedOn.text.contains("12345678Z"), "\(handedOn.text)")
        let files = try DevelopmentPKI.shared()
        let own = TLSIdentity(
            certificatePath: files.url("citizen-12345678Z.pem").path, keyPath: files.url("citizen-12345678Z.key").path)
        let shown = try await identify(from: trusted, [], byTLS: true, showing: own)
        #expect(shown.status == 403)
        #expect(!shown.text.contains("12345678Z"))
    }

    @Test func `a trusted proxy reports that there is no client certificate`() async throws {
        let answer = try await identify(from: Self.proxies("127.0.0.1"), [])
        #expect(answer.status == 403)
        #expect(!answer.text.contains("12345678Z"))
    }

    @Test func `a certificate forwarded by an untrusted address is ignored`() async throws {
        let answer = try await identify(from: Self.proxies("192.0.2.1"), [field()])
        #expect(answer.status == 403)
        #expect(!answer.text.contains("12345678Z"))
    }

    @Test func `an unreadable or repeated certificate header is refused`() async throws {
        for fields in [[try field(), try field()], [HTTPField("Client-Cert", "::")]] {
            let answer = try await identify(from: Self.proxies("127.0.0.1"), fields)
            #expect(answer.status == 400)
            #expect(!answer.text.contains("12345678Z"))
        }
    }

    @Test func `octets that are not a certificate are refused as unreadable`() async throws {
        let answer = try await identify(from: Self.proxies("127.0.0.1"), [HTTPField("Client-Cert", ":AAAA:")])
        #expect(answer.status == 403)
    }
}
