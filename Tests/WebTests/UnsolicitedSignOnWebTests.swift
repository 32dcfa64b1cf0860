import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests the link for unsolicited sign-on.
struct UnsolicitedSignOnWebTests {
    private static let library = EntityID(rawValue: "https://biblioteca.example/saml")
    private static let query = "entity=https%3A%2F%2Fbiblioteca.example%2Fsaml&RelayState=estante"

    private func walk(
        _ policy: ServicePolicy?, _ body: @escaping @Sendable (SessionWalk) async throws -> Void
    ) async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries[Self.library] = policy
        try await SessionWalk.with(recipe, body)
    }

    private func get(_ path: String, _ walk: SessionWalk) async throws -> HTTPResponse {
        try await walk.send(HTTPRequest("GET", #require(URL(string: walk.origin + path))))
    }

    @Test func `leads through a sign-in to a Response without InResponseTo`() async throws {
        try await walk(ServicePolicy(takesUnsolicited: true)) { walk in
            let begun = try await get("/saml/unsolicited?" + Self.query, walk)
            #expect(begun.status == 303)
            let login = try LoginBrowser(at: #require(begun.location), port: walk.port, jar: walk.jar)
            let form = try await walk.proveByPIN(.ana, in: login).page.form(with: "SAMLResponse")
            #expect(form.action.absoluteString == walk.world.library.location)
            #expect(form["RelayState"] == "estante")
            let response = try PostBinding.receive(
                Response.self, samlMessage: form["SAMLResponse"] ?? "", relayState: form["RelayState"]
            ).authentic(trusting: [walk.world.recipe.signingKey.trusted]).response
            #expect(response.inResponseTo == nil && response.assertions.count == 1)
        }
    }

    @Test(arguments: [
        (query, "unsolicited"), ("entity=https://nadie.example", "unknown-service-provider"),
        ("", "unknown-service-provider"),
        (query + String(repeating: "r", count: 80), "relay-state"), (query + "&" + query, "parameter-repeated"),
    ])
    func `an invalid link leads to an error page and to no other address`(_ query: String, _ code: String) async throws
    {
        try await walk(nil) { walk in
            let page = try await get("/saml/unsolicited?" + query, walk)
            #expect((400..<500).contains(page.status))
            #expect(page.location == nil)
            #expect(page.page.text.contains(code), "\(page.page.text)")
            #expect(page.headers(named: "Set-Cookie").allSatisfy { !$0.contains("login") })
        }
    }
}
