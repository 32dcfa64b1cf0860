import Foundation
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

@testable import ExampleServiceProvider

/// Start from the good answer, change one thing, expect one problem.
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
        #expect(!page.text.contains("12345678Z"), "nothing of an answer that is not believed is shown")
        let start = try #require(page.text.range(of: "Código <code>")).upperBound
        return String(page.text[start...].prefix { $0 != "<" })
    }

    @Test func `refuses another's signature`() async throws {
        var attacker = TestIdentityProvider()
        attacker.key = .attacker
        #expect(try await code(from: attacker) == "unverified")
    }

    @Test func `refuses another identity provider`() async throws {
        var stranger = TestIdentityProvider()
        stranger.entityID = EntityID(rawValue: "https://stranger.example/saml")
        #expect(try await code(from: stranger) == "stranger")
    }

    @Test func `refuses less than was asked`() async throws {
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

    @Test func `refuses an old proof when a new one was asked for`() async throws {
        let old = Answer(authnInstant: TestClock().now.addingTimeInterval(-600))
        #expect(try await code(old, asking: "procedure=residencia&force=1") == "stale-proof")
    }

    @Test func `refuses another kind of name than was asked for`() async throws {
        #expect(try await code(asking: "procedure=residencia&format=transient") == "name-id-format")
    }

    @Test func `refuses what is no Response`() async throws {
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

    @Test func `refuses a refusal that nobody signed`() async throws {
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
        #expect(try await test.deliver(to: request, by: &browser).status == 303, "the request is still open")
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

    @Test func `a forged answer does not use the request up`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        var attacker = TestIdentityProvider()
        attacker.key = .attacker
        #expect(try await test.deliver(to: request, by: &browser, from: attacker).status == 400)
        #expect(try await test.deliver(to: request, by: &browser, relayState: "other").status == 400)
        #expect(try await test.deliver(to: request, by: &browser).status == 303)
    }

    @Test func `refuses an answer to a request that was given up`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        test.clock.advance(by: test.office.settings.timeout.seconds)
        let page = try await test.deliver(to: request, by: &browser)
        #expect(page.status == 400 && page.text.contains("not-awaited"))
    }

    @Test(arguments: ResponseBuilder.Signing.allCases)
    func `takes a signature at either place`(_ signing: ResponseBuilder.Signing) async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        #expect(try await test.deliver(Answer(signing: signing), to: request, by: &browser).status == 303)
    }

    @Test func `nobody signs in when the provider's metadata has run out`() async throws {
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
