import Foundation
import Octets
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

@testable import ExampleServiceProvider

/// Each test starts with a valid answer, changes one value and expects one problem.
struct AnswerTests {
    private typealias Answer = TestIdentityProvider.Answer

    private func code(
        _ answer: TestIdentityProvider.Answer = TestIdentityProvider.Answer(),
        asking query: String = "procedure=residencia",
        from provider: TestIdentityProvider? = nil, relayState: String? = nil, late seconds: TimeInterval = 0
    ) async throws -> String {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser, query)
        let response = try (provider ?? test.provider).samlResponse(to: request, answer, at: test.clock.now)
        test.clock.advance(by: seconds)
        let page = try await browser.postFromElsewhere(
            Path.assertionConsumerService,
            [("SAMLResponse", response), ("RelayState", relayState ?? request.relayState ?? "")])
        #expect(page.status == 400)
        #expect(!page.text.contains("12345678Z"), "a rejected answer must not be shown")
        let start = try #require(page.text.range(of: "Código <code>")).upperBound
        return String(page.text[start...].prefix { $0 != "<" })
    }

    @Test func `refuses a signature by another key`() async throws {
        var attacker = TestIdentityProvider()
        attacker.key = .attacker
        #expect(try await code(from: attacker) == "unverified")
    }

    @Test func `refuses another identity provider`() async throws {
        var other = TestIdentityProvider()
        other.entityID = EntityID(rawValue: "https://other.example/saml")
        #expect(try await code(from: other) == "stranger")
    }

    @Test func `refuses a lower level than requested`() async throws {
        #expect(try await code(Answer(level: .eidasLow)) == "rule")
        #expect(try await code(Answer(level: .password)) == "rule")
        #expect(
            try await code(Answer(level: .eidasHigh), asking: "procedure=residencia&comparison=exact") == "rule")
    }

    @Test func `refuses an old answer`() async throws {
        #expect(try await code(late: 300 + 60) == "rule")
    }

    @Test func `refuses another RelayState`() async throws {
        #expect(try await code(relayState: "https://evil.example/") == "relay-state")
    }

    @Test func `refuses an old authentication after ForceAuthn`() async throws {
        let old = Answer(authnInstant: TestClock().now.addingTimeInterval(-600))
        #expect(try await code(old, asking: "procedure=residencia&force=1") == "stale-proof")
    }

    @Test func `refuses another NameID format than requested`() async throws {
        #expect(try await code(asking: "procedure=residencia&format=transient") == "name-id-format")
    }

    @Test func `refuses a form that is not a Response`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        for text in ["", "!", "PGEvPg=="] {
            let page = try await browser.postFromElsewhere("/acs", [("SAMLResponse", text)])
            #expect(page.status == 400 && page.text.contains("unreadable"), "\(text)")
        }
        #expect(try await browser.postFromElsewhere("/acs", [("SAMLRequest", "x")]).status == 400)
        let twice = [("SAMLResponse", "x"), ("SAMLResponse", "y")]
        #expect(try await browser.postFromElsewhere("/acs", twice).text.contains("Falta la respuesta"))
    }

    @Test func `refuses an unsigned refusal`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        let response = Response(
            id: TestIdentityProvider.newID(), issueInstant: test.clock.now,
            destination: test.office.settings.assertionConsumerService, inResponseTo: request.id,
            issuer: Issuer(test.provider.entityID), status: Status(.responder, .authnFailed, message: "Call 555"))
        let document = try XMLWriter.canonical(response.xml).bytes
        let page = try await browser.postFromElsewhere(
            "/acs",
            [
                ("SAMLResponse", String(decoding: Base64.encode(document), as: UTF8.self)),
                ("RelayState", request.relayState ?? ""),
            ])
        #expect(page.status == 400 && page.text.contains("unsigned-refusal") && !page.text.contains("Call 555"))
        #expect(try await test.deliver(to: request, by: &browser).status == 303, "the request is still pending")
    }

    @Test func `refuses the same answer a second time`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        let fields = [
            ("SAMLResponse", try test.provider.samlResponse(to: request, Answer(), at: test.clock.now)),
            ("RelayState", request.relayState ?? ""),
        ]
        #expect(try await browser.postFromElsewhere("/acs", fields).status == 303)
        let again = try await browser.postFromElsewhere("/acs", fields)
        #expect(again.status == 400 && again.text.contains("not-awaited"))
    }

    @Test func `refuses an assertion seen before, even under another request`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let answer = Answer(assertionID: MessageID(rawValue: "_same"))
        #expect(
            try await test.deliver(answer, to: try await test.begin(&browser), by: &browser).status == 303)
        let again = try await test.deliver(answer, to: try await test.begin(&browser), by: &browser)
        #expect(again.status == 400 && again.text.contains("replayed"))
    }

    @Test func `a forged answer does not consume the request`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        var attacker = TestIdentityProvider()
        attacker.key = .attacker
        #expect(try await test.deliver(to: request, by: &browser, from: attacker).status == 400)
        #expect(try await test.deliver(to: request, by: &browser, relayState: "other").status == 400)
        #expect(try await test.deliver(to: request, by: &browser).status == 303)
    }

    @Test func `refuses an answer to an expired request`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        test.clock.advance(by: test.office.settings.timeout.seconds)
        let page = try await test.deliver(to: request, by: &browser)
        #expect(page.status == 400 && page.text.contains("not-awaited"))
    }

    @Test(arguments: ResponseBuilder.Signing.allCases)
    func `accepts a signature of the Response or of the assertion`(_ signing: ResponseBuilder.Signing) async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        #expect(try await test.deliver(Answer(signing: signing), to: request, by: &browser).status == 303)
    }

    @Test func `refuses sign-in when the provider's metadata has expired`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let end = test.clock.now.addingTimeInterval(60)
        await test.office.identityProvider.replace(
            by: try IdentityProvider(
                metadata: test.provider.metadata(validUntil: end), pinnedTo: [], at: test.clock.now))
        let request = try await test.begin(&browser)
        #expect(try await browser.get(Path.health).status == 200)
        test.clock.advance(by: 60)
        #expect(try await test.deliver(to: request, by: &browser).status == 503)
        #expect(try await browser.get("/sign-in?procedure=cita").status == 503)
        #expect(try await browser.get(Path.health).status == 503)
    }
}
