import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests a login that expires between two pages.
struct ExpiredLoginTests {
    private static let longBreak = Duration.seconds(1200)

    @Test func `shows that the login has expired, and sends AuthnFailed to the service`() async throws {
        let world = try await BrokerWorld()
        let request = world.request(world.office)
        let query = try world.office.query(request, relayState: "estado")
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let browser = try await LoginBrowser(port: port, query: query)
            let chooser = try await browser.page()
            let choose = try #require(chooser.page.forms.first { $0["method"] == "pin" })
            world.clock.turn(by: Self.longBreak)

            // The form of the old page has the same result as a reload.
            #expect(try await browser.submit(choose).status == 303)
            let gone = try await browser.page()
            #expect(gone.page.text.contains("La sesión ha caducado"), "\(gone.page.text)")

            let cancel = try #require(gone.page.forms.first { $0.action.path.hasSuffix("/cancel") })
            #expect(try await browser.submit(cancel).status == 303)
            let form = try await browser.page().page.form(with: "SAMLResponse", "RelayState")
            #expect(form["RelayState"] == "estado")
            #expect(form.action.absoluteString == world.office.location)
            let answer = try PostBinding.receive(
                Response.self, samlMessage: form["SAMLResponse"] ?? "", relayState: "estado"
            ).authentic(trusting: [world.recipe.signingKey.trusted])
            #expect(answer.response.inResponseTo == request.id)
            #expect(answer.response.status.code == .responder)
            #expect(answer.response.status.subcodes == [.authnFailed])
        }
    }

    @Test func `an answer that was not requested in time is not available later`() async throws {
        let world = try await BrokerWorld()
        let query = try world.office.query(world.request(world.office))
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let browser = try await LoginBrowser(port: port, query: query)
            let cancel = try #require(
                try await browser.page().page.forms.first { $0.action.path.hasSuffix("/cancel") })
            _ = try await browser.submit(cancel)
            world.clock.turn(by: Self.longBreak)
            let gone = try await browser.page()
            #expect(gone.page.forms.isEmpty)
            #expect(gone.page.text.contains("Esta identificación ya terminó"), "\(gone.page.text)")
        }
    }
}
