import Foundation
import TestAgents
import TestFederation
import Testing

extension BrowserTests {
    /// Tests of logout in Chromium, with faulty services.
    @Suite struct LogoutTests {
        /// Visits a service with the present session.
        private static func visit(_ service: TestServiceProvider, in browser: Browser) async throws {
            let broker = World.current.broker.publicOrigin
            let request = service.request(to: broker + "/saml/sso", at: Date())
            try await browser.go(to: broker + "/saml/sso?\(service.query(request))")
            try await eventually("the service's address") {
                let url = try? await browser.url
                return url?.hasPrefix(broker) == false ? url : nil
            }
        }

        private static func signIn(_ browser: Browser) async throws {
            try await browser.begin("cita")
            try await browser.choose("pin")
            try await browser.enterPIN(try await World.current.citizen())
            _ = try await browser.result()
        }

        private static func end(_ browser: Browser) async throws {
            try await browser.go(to: World.current.broker.publicOrigin + "/session")
            try await browser.click("form[action='/session/end'] button")
        }

        @Test func `an unreachable service does not block the citizen`() async throws {
            try await Browser.open(World.current.options()) { browser in
                try await Self.signIn(browser)
                try await Self.visit(World.current.deadService, in: browser)
                try await Self.end(browser)
                try await browser.wait(forText: "Ahora no funciona: puede seguir abierta")
                #expect(try await browser.text.contains("Su sesión puede seguir abierta en algún servicio"))
            }
        }

        @Test(arguments: [0, 1])
        func `a service that does not answer is skipped, by redirect and by form`(_ index: Int) async throws {
            try await Browser.open(World.current.options()) { browser in
                try await Self.signIn(browser)
                try await Self.visit(World.current.slowServices[index], in: browser)
                try await Self.end(browser)
                try await browser.wait(forText: "No ha respondido: puede seguir abierta")
                #expect(try await browser.url.contains("/logout/"))
            }
        }
    }
}
