import Broker
import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests a service that needs the citizen's consent before it gets an assertion.
struct ConsentTests {
    private static func with(_ body: @escaping @Sendable (SessionWalk) async throws -> Void) async throws {
        var recipe = BrokerWorld.Recipe()
        for service in [TestServiceProvider.office, .library] {
            recipe.entries[service.entityID] = ServicePolicy(asksConsent: true)
        }
        try await SessionWalk.with(recipe, body)
    }

    /// Signs in up to the consent page.
    private static func ask(_ walk: SessionWalk) async throws -> (login: LoginBrowser, page: HTTPResponse) {
        walk.world.clock.turn(by: .seconds(60))
        let login = try await walk.login(at: walk.world.office, .low) { $0.forceAuthn = true }
        return (login, try await walk.proveByPIN(.ana, in: login))
    }

    private static func form(_ page: HTTPResponse, to end: String = "/consent") throws -> PageForm {
        try #require(page.page.forms.first { $0.action.path.hasSuffix(end) }, "\(page.page.text)")
    }

    @Test func `all attributes are shown before any is released`() async throws {
        try await Self.with { walk in
            let (login, page) = try await Self.ask(walk)
            for words in ["¿Enviamos sus datos", "ES/ES/\(TestCitizen.ana.document)", "PIN por SMS", "Ana"] {
                #expect(page.page.text.contains(words), "\(page.page.text)")
            }
            #expect(!page.page.forms.contains { $0.has("SAMLResponse") })
            #expect(try await !login.page().page.forms.contains { $0.has("SAMLResponse") }, "also not after a reload")
            let answer = try await login.follow(Self.form(page))
            #expect(try walk.assertion(answer).nameID != nil)
        }
    }

    @Test func `without consent the service only gets RequestDenied`() async throws {
        try await Self.with { walk in
            let (login, page) = try await Self.ask(walk)
            let answer = try await login.follow(Self.form(page, to: "/consent/refuse"))
            #expect(try walk.status(answer) == [.responder, .requestDenied])
        }
    }

    @Test func `consent is valid once, or permanently until it is withdrawn`() async throws {
        try await Self.with { walk in
            let first = try await Self.ask(walk)
            _ = try await first.login.follow(Self.form(first.page))
            let second = try await Self.ask(walk)
            #expect(second.page.page.text.contains("¿Enviamos sus datos"))
            _ = try await second.login.follow(Self.form(second.page), ["remember": "1"])
            let third = try await Self.ask(walk)
            #expect(third.page.page.forms.contains { $0.has("SAMLResponse") }, "\(third.page.page.text)")

            let session = try await walk.page()
            let forged = try Self.form(session, to: "/withdraw").request(with: ["token": "AAAA"])
            _ = try await walk.send(forged)
            #expect(try await walk.page().page.text.contains("Volver a preguntarme"))
            _ = try await walk.send(Self.form(session, to: "/withdraw").request())
            #expect(try await !walk.page().page.text.contains("Volver a preguntarme"))
            #expect(try await Self.ask(walk).page.page.text.contains("¿Enviamos sus datos"))
        }
    }

    @Test func `a citizen with a session is also asked, and IsPassive gets NoPassive`() async throws {
        try await Self.with { walk in
            let first = try await Self.ask(walk)
            _ = try await first.login.follow(Self.form(first.page))
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
            let login = try await walk.login(at: walk.world.library, .low)
            let page = try await login.page()
            #expect(page.page.text.contains("¿Enviamos sus datos"), "\(page.page.text)")
            let answer = try await login.follow(Self.form(page), ["remember": "1"])
            #expect(try walk.assertion(answer).nameID != nil)
            #expect(try await walk.passive(.low) == [.success])
        }
    }

    @Test func `a change of the released attributes needs new consent`() async throws {
        try await Self.with { walk in
            let first = try await Self.ask(walk)
            _ = try await first.login.follow(Self.form(first.page), ["remember": "1"])
            var office = walk.world.office
            office.attributeConsumingServices = []
            try await walk.world.remove(walk.world.office)
            try await walk.world.add(office)
            try await walk.world.entities.register.refresh()
            #expect(try await Self.ask(walk).page.page.text.contains("¿Enviamos sus datos"))
        }
    }

    @Test func `consent without a proof causes no answer`() async throws {
        try await Self.with { walk in
            let proved = try await Self.ask(walk)
            let agreed = try Self.form(proved.page)
            let other = walk.another()
            let login = try await other.login(at: walk.world.office, .low)
            let page = try await login.page()
            let token = try #require(page.page.forms.first?["token"])
            var request = try agreed.request(with: ["token": token])
            request.url = try #require(URL(string: other.origin + page.url.path + "/consent"))
            let answer = try await other.send(request)
            #expect(answer.status == 303 && answer.location?.path == page.url.path)
            #expect(try await login.page().page.text.contains("¿Cómo quiere identificarse?"))
        }
    }
}
