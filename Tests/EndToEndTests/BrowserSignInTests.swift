import Foundation
import TestAgents
import Testing

/// Tests of citizens at the example service, in a real browser.
@Suite(.startsProcesses) struct BrowserSignInTests {
    @Test(arguments: [true, false])
    func `signs in with the permanent key for an appointment, with JavaScript and without`(
        _ isJavaScriptOn: Bool
    ) async throws {
        let (broker, service) = try await Self.start()
        try await broker.addCitizen()
        try await Browser.open(BrowserOptions { $0.isJavaScriptOn = isJavaScriptOn }) { browser in
            try await Self.begin("cita", at: service, in: browser)
            try await Self.choose("permanent-key", in: browser)
            try await browser.type("12345678Z", into: "#document")
            try await browser.type(RunningBroker.password, into: "#password")
            try await browser.click("main form button[type=submit]")
            if !isJavaScriptOn { try await browser.click("#answer button") }
            try await Self.expectIdentity("ES/ES/12345678Z", level: "bajo", in: browser)
            #expect(try await browser.complaints().isEmpty)
        }
    }

    @Test func `signs in with PIN for a certificate of residence, on a phone`() async throws {
        let (broker, service) = try await Self.start()
        let phone = try await broker.addCitizen()
        let options = BrowserOptions {
            $0.isPhone = true
            $0.width = 360
            $0.height = 740
        }
        try await Browser.open(options) { browser in
            try await Self.begin("residencia", at: service, in: browser)
            try await Self.choose("pin", in: browser)
            try await browser.type("12345678Z", into: "#document")
            try await browser.type("01/01/2035", into: "#contrast")
            let own = try #require(try await browser.page.form(with: "contrast")["code"])
            try await browser.click("main form button[type=submit]")
            let message = try await broker.message(to: phone)
            let pin = try #require(message.firstMatch(of: /PIN es ([0-9]{4} [0-9]{4})\./)?.output.1, "\(message)")
            try await browser.type((own + pin).lowercased(), into: "#accessCode")
            try await browser.click("main form button[type=submit]")
            try await Self.expectIdentity("ES/ES/12345678Z", level: "sustancial", in: browser)
        }
    }

    @Test func `signs in with a card's certificate to change an account, without registration`() async throws {
        let (_, service) = try await Self.start()
        let authorities = try await DevelopmentAuthorities.shared
        let options = BrowserOptions {
            $0.trustedCertificate = authorities.serverAuthority
            $0.clientCertificate = authorities.pkcs12(of: "87654321X")
        }
        try await Browser.open(options) { browser in
            try await Self.begin("cuenta", at: service, in: browser)
            try await Self.choose("certificate", in: browser)
            try await browser.click("main a.button")
            try await browser.wait(forText: "87654321X")
            try await browser.click("main form button[type=submit]")
            try await Self.expectIdentity("ES/ES/87654321X", level: "alto", in: browser)
        }
    }

    @Test func `shows the reason when the browser sends no certificate`() async throws {
        let (_, service) = try await Self.start()
        let authorities = try await DevelopmentAuthorities.shared
        try await Browser.open(BrowserOptions { $0.trustedCertificate = authorities.serverAuthority }) { browser in
            try await Self.begin("cuenta", at: service, in: browser)
            try await Self.choose("certificate", in: browser)
            try await browser.click("main a.button")
            try await browser.wait(forText: "No se ha proporcionado un certificado válido")
        }
    }

    @Test func `returns without a NameID after cancelling`() async throws {
        let (_, service) = try await Self.start()
        try await Browser.open { browser in
            try await Self.begin("cita", at: service, in: browser)
            try await browser.click(".way-out form button")
            try await browser.wait(for: "#rechazo")
            #expect(try await browser.text.contains("Ha cancelado la identificación."))
            #expect(try await !browser.text.contains("urn:oasis"))
            #expect(try await browser.url.hasPrefix(service.origin))
        }
    }

    private static func start() async throws -> (RunningBroker, RunningExampleService) {
        let broker = try await RunningBroker.start()
        return (broker, try await RunningExampleService.start(at: broker))
    }

    private static func begin(
        _ procedure: String, at service: RunningExampleService, in browser: Browser
    ) async throws {
        try await browser.go(to: "\(service.origin)/sign-in?procedure=\(procedure)")
        try await browser.wait(forAddress: "/login/")
    }

    private static func choose(_ method: String, in browser: Browser) async throws {
        let button = "form:has(input[name=method][value='\(method)']) button, a[href*='\(method)'].button"
        try await browser.click(button)
    }

    private static func expectIdentity(_ person: String, level: String, in browser: Browser) async throws {
        do {
            let identity = try await browser.wait(for: "#identidad").text
            #expect(identity.contains(person))
            #expect(identity.contains(level))
        } catch {
            Issue.record("\(error) at \(try await browser.url): \(try await browser.text)")
        }
    }
}
