import Foundation
import HTTPTypes
import SAML
import TestFederation
import Testing

@testable import ExampleServiceProvider

struct SignInTests {
    private typealias Answer = TestIdentityProvider.Answer

    @Test func `a citizen signs in, sees all received attributes, and signs out`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser)
        #expect(request.isSigned)
        #expect(
            request.requestedAuthnContext == RequestedAuthnContext(comparison: .minimum, classes: [.eidasSubstantial]))

        let answered = try await test.deliver(to: request, by: &browser)
        #expect(answered.status == 303)
        #expect(browser.setCookies.isEmpty)
        let finished = try await test.finish(answered, by: &browser)
        #expect(finished.location == TestOffice.origin + "/tramites/residencia")
        #expect(browser.cookies.keys.sorted() == ["__Host-oficina"])

        let page = try await browser.get("/tramites/residencia")
        for text in [
            Procedure.residence.done, "ES/ES/12345678Z", "EJEMPLO &lt;PRIMERA&gt;", "PIN24H", "_persistent-name",
            "http://eidas.europa.eu/LoA/substantial", "sustancial", NameIDFormat.persistent.rawValue,
        ] {
            #expect(page.text.contains(text), "\(text)")
        }
        let json = try await browser.get(Path.result).text
        #expect(json.contains("\"outcome\" : \"signedIn\"") && json.contains("\"level\" : \"substantial\""))

        _ = try await browser.post(Path.leave)
        #expect(browser.cookies.isEmpty)
        #expect(try await browser.get(Path.result).text.contains("\"outcome\" : \"none\""))
    }

    @Test func `a session of a lower level does not open a procedure of a higher one`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let request = try await test.begin(&browser, "procedure=cita")
        _ = try await test.finish(try await test.deliver(to: request, by: &browser), by: &browser)
        #expect(try await browser.get("/tramites/cita").text.contains(Procedure.appointment.done))
        let page = try await browser.get("/tramites/cuenta").text
        #expect(!page.contains(Procedure.account.done) && page.contains("Identificarse con más seguridad"))
    }

    @Test func `an answer is accepted only in the browser that sent the request`() async throws {
        let test = try TestOffice()
        var attacker = TestBrowser(test.office)
        var victim = TestBrowser(test.office)
        _ = try await test.begin(&victim)
        let request = try await test.begin(&attacker)
        let answered = try await test.deliver(to: request, by: &victim)
        let finished = try await test.finish(answered, by: &victim)
        #expect(finished.status == 403)
        #expect(victim.cookies["__Host-oficina"] == nil)
        #expect(try await test.finish(answered, by: &attacker).status == 403, "the ticket is used up")
    }

    @Test func `a ticket is valid once, and for a minute`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let first = try await test.deliver(to: try await test.begin(&browser), by: &browser)
        var copy = browser
        #expect(try await test.finish(first, by: &browser).status == 303)
        #expect(try await test.finish(first, by: &copy).status == 403)

        let second = try await test.deliver(to: try await test.begin(&browser), by: &browser)
        test.clock.advance(by: 61)
        #expect(try await test.finish(second, by: &browser).status == 403)
    }

    @Test func `two tabs sign in independently`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let first = try await test.begin(&browser, "procedure=cita")
        let second = try await test.begin(&browser, "procedure=cuenta")
        for request in [first, second] {
            #expect(
                try await test.finish(try await test.deliver(to: request, by: &browser), by: &browser).status == 303)
        }
    }

    @Test func `each sign-in starts a new session and ends the previous one`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        browser.cookies["__Host-oficina"] = "known-to-an-attacker"
        _ = try await test.finish(
            try await test.deliver(to: try await test.begin(&browser), by: &browser), by: &browser)
        let first = try #require(browser.cookies["__Host-oficina"])
        #expect(first != "known-to-an-attacker")
        _ = try await test.finish(
            try await test.deliver(to: try await test.begin(&browser), by: &browser), by: &browser)
        #expect(browser.cookies["__Host-oficina"] != first)
        #expect(await test.office.sessions.session(first, now: test.clock.now) == nil)
    }

    @Test func `a refusal is shown with both codes and the message, and keeps the session`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        _ = try await test.finish(
            try await test.deliver(to: try await test.begin(&browser, "procedure=cita"), by: &browser), by: &browser)
        let request = try await test.begin(&browser, "procedure=cuenta")
        let refused = Answer(status: Status(.responder, .noAuthnContext, message: "No <alcanza>"))
        _ = try await test.finish(try await test.deliver(refused, to: request, by: &browser), by: &browser)
        let page = try await browser.get("/tramites/cuenta").text
        for text in [StatusCode.responder.rawValue, StatusCode.noAuthnContext.rawValue, "No &lt;alcanza&gt;"] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(try await browser.get("/tramites/cita").text.contains(Procedure.appointment.done))
        #expect(try await browser.get(Path.result).text.contains("\"outcome\" : \"refused\""))
    }

    @Test func `the browser returns through the other origin when it is configured`() async throws {
        let test = try TestOffice(onward: "https://tercera.example")
        var browser = TestBrowser(test.office)
        let answered = try await test.deliver(to: try await test.begin(&browser), by: &browser)
        let finished = try await test.finish(answered, by: &browser)
        #expect(finished.location == "https://tercera.example/onward/residencia")
        let back = try await browser.get("/onward/residencia")
        #expect(back.location == TestOffice.origin + "/tramites/residencia")
        #expect(try await browser.get("/onward/https:%2F%2Fevil.example").location == TestOffice.origin + "/")
    }

    @Test func `a request is sent by POST on request`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let page = try await browser.get("/sign-in?procedure=cita&binding=post&force=1&format=transient")
        #expect(page.status == 200 && page.text.contains("action=\"\(TestIdentityProvider.location)\""))
        #expect(page.headers[.contentSecurityPolicy]?.contains("form-action") == false)
        func value(_ name: String) throws -> String {
            let start = try #require(page.text.range(of: "name=\"\(name)\" value=\"")).upperBound
            return String(page.text[start...].prefix { $0 != "\"" })
        }
        let request = try test.provider.accepted(
            try PostBinding.receive(
                AuthnRequest.self, samlMessage: try value("SAMLRequest"), relayState: try value("RelayState")),
            of: test.ownMetadata, at: test.clock.now)
        #expect(request.forceAuthn && request.nameIDPolicy?.format == .transient)
        let answer = Answer(nameID: NameID("_t", format: .transient))
        #expect(
            try await test.finish(try await test.deliver(answer, to: request, by: &browser), by: &browser).status == 303
        )
    }

    @Test func `cookies are HttpOnly, Lax, Secure and bound to this host`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let answered = try await test.deliver(to: try await test.begin(&browser), by: &browser)
        _ = try await test.finish(answered, by: &browser)
        #expect(browser.setCookies.count == 2)
        for cookie in browser.setCookies {
            for part in ["__Host-", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                #expect(cookie.contains(part), "\(cookie)")
            }
            #expect(!cookie.contains("Domain"))
        }
    }

    @Test(arguments: ["/nada", "/tramites/nada", "/nada/de/nada"])
    func `an unknown path has a page with a link to the home page`(_ path: String) async throws {
        var browser = TestBrowser(try TestOffice().office)
        let page = try await browser.get(path)
        #expect(page.status == 404)
        #expect(page.text.contains("Volver a los trámites"))
    }
}
