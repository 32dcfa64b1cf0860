import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing
import XMLSecurity

@testable import Web

/// Tests that the services of a session are notified one after another when it ends.
struct LogoutPropagationTests {
    @Test func `the broker's session ends first, each service is notified, and the answer is Success`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            #expect(page.page.text.contains("Servicio 1 de 1") && page.page.text.contains("Avisando…"))
            #expect(try await journey.walk.page().page.text.contains("no hay ninguna sesión abierta"))

            let context = try await journey.next(page)
            #expect(context.location?.absoluteString.hasPrefix("https://ayuntamiento.example/slo?de=fuera&") == true)
            let request = try journey.request(in: context)
            #expect(request.destination == "https://ayuntamiento.example/slo?de=fuera")
            #expect(request.sessionIndexes.count == 1 && request.issuer?.entityID == BrokerWorld.entityID)
            let end = try #require(request.notOnOrAfter)
            #expect(end >= journey.walk.world.clock.now + 300, "as long as the assertions of the session")

            let back = try await journey.follow(journey.reply(.townHall, to: request))
            let answer = try journey.answer(in: back)
            #expect(answer.status.code == .success && answer.status.subcodes.isEmpty)
        }
    }

    @Test func `each service gets its own NameID and SessionIndex in the LogoutRequest`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.walk.signIn(.ana, at: .townHall, .low)
            let office = try journey.walk.assertion(await journey.walk.login(at: journey.office, .low).page())
            let page = try await journey.follow(journey.ask(office))
            let request = try journey.request(in: try await journey.next(page))
            guard case .named(let name) = request.principal else { throw Unexpected() }
            #expect(name == assertion.nameID)
            #expect(request.sessionIndexes == [assertion.sessionIndex ?? "none"])
        }
    }

    @Test func `a NameID without qualifiers is sent again without qualifiers`() async throws {
        let entries = [TestServiceProvider.townHall.entityID: ServicePolicy(qualifiesNames: false)]
        try await LogoutJourney.with([.townHall], entries: entries) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            guard case .named(let name) = try journey.request(in: try await journey.next(page)).principal else {
                throw Unexpected()
            }
            #expect(name.nameQualifier == nil && name.spNameQualifier == nil)
        }
    }

    private struct Unexpected: Error {}

    @Test func `a service that has confirmed is not notified again`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            let request = try journey.request(in: try await journey.next(page))
            _ = try await journey.reply(.townHall, to: request)
            let again = try journey.answer(in: await journey.ask(assertion))
            #expect(again.status.code == .success && again.status.subcodes.isEmpty)
        }
    }

    @Test func `a repeated request continues the same logout, and another browser does not find it`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let id = MessageID(rawValue: "_once")
            let first = try await journey.ask(assertion) { $0.id = id }
            let second = try await journey.ask(assertion) { $0.id = id }
            #expect(first.location == second.location)
            let other = LogoutJourney(walk: journey.walk.another(), office: journey.office, servers: journey.servers)
            let there = try await other.follow(first)
            #expect(there.location?.path == "/session")
        }
    }

    @Test func `a service without an answer is skipped; the page names it and the answer is PartialLogout`()
        async throws
    {
        try await LogoutJourney.with([.townHall, .treasury]) { journey in
            let assertion = try await journey.signIn(then: [.townHall, .treasury])
            let page = try await journey.follow(journey.ask(assertion))
            _ = try await journey.next(page)
            let back = try await journey.follow(journey.returnWithoutAnswer(page))
            #expect(back.page.text.contains("No ha respondido: puede seguir abierta"))
            #expect(back.page.text.contains("Servicio 2 de 2"))

            let form = try await journey.next(back).page.form(with: "SAMLRequest")
            #expect(form.action.absoluteString == "https://hacienda.example/slo")
            let request = try PostBinding.receive(
                LogoutRequest.self, samlMessage: form["SAMLRequest"] ?? "", relayState: nil
            ).verified(trusting: [journey.walk.world.recipe.signingKey.trusted]).message
            let over = try await journey.follow(journey.reply(.treasury, to: request))
            #expect(over.page.text.contains("Sesión cerrada") && over.page.text.contains("Terminar en"))
            let answer = try await journey.finish(over)
            #expect(answer.status.code == .success && answer.status.subcodes == [.partialLogout])
        }
    }

    @Test func `each page performs its step once`() async throws {
        try await LogoutJourney.with([.townHall, .treasury]) { journey in
            let assertion = try await journey.signIn(then: [.townHall, .treasury])
            let page = try await journey.follow(journey.ask(assertion))
            _ = try await journey.next(page)
            let again = try await journey.follow(journey.next(page))
            #expect(again.page.text.contains("Servicio 1 de 2"), "the second of two clicks skips no service")
            let late = try await journey.follow(journey.next(page, away: true))
            #expect(!late.page.text.contains("Ahora no funciona"))
        }
    }

    @Test func `a late answer is accepted`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            let request = try journey.request(in: try await journey.next(page))
            _ = try await journey.returnWithoutAnswer(page)
            let late = try await journey.follow(journey.reply(.townHall, to: request))
            #expect(try journey.answer(in: late).status.subcodes.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `a service that seems unreachable is tried from the server before it is skipped`(_ isReachable: Bool)
        async throws
    {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            journey.servers.setReachable(isReachable)
            let page = try await journey.follow(journey.ask(assertion))
            let step = try await journey.next(page, away: true)
            if isReachable {
                #expect(step.location?.host() == "ayuntamiento.example")
            } else {
                let over = try await journey.follow(step)
                #expect(over.page.text.contains("Ahora no funciona: puede seguir abierta"))
            }
        }
    }

    @Test func `a service that refuses logout is named on the page`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            let request = try journey.request(in: try await journey.next(page))
            let over = try await journey.follow(
                journey.reply(.townHall, to: request) { $0.status = Status(.responder, .requestDenied) })
            #expect(over.page.text.contains("No ha cerrado su sesión"))
            #expect(try await journey.finish(over).status.subcodes == [.partialLogout])
        }
    }

    @Test func `an invalid answer is ignored and the logout continues`() async throws {
        try await LogoutJourney.with([.townHall, .treasury]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            let request = try journey.request(in: try await journey.next(page))
            let now = journey.walk.world.clock.now
            let strange = [
                try await journey.reply(.townHall, to: request, key: .attacker),
                try await journey.reply(.townHall, to: request) { $0.destination = "https://otro.example/slo" },
                try await journey.reply(.townHall, to: request) { $0.issueInstant = now - 3600 },
                try await journey.reply(.treasury, to: request),
            ]
            for response in strange { #expect(response.location?.path == page.url.path) }
            let over = try await journey.follow(journey.returnWithoutAnswer(page))
            #expect(over.page.text.contains("No ha respondido"))
        }
    }

    @Test func `an answer to an unknown request gets an error page`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            let request = try journey.request(in: try await journey.next(page))
            let unknown = try await journey.reply(.townHall, to: request) {
                $0.inResponseTo = MessageID(rawValue: "_unknown")
            }
            #expect(unknown.status == 400 && unknown.page.text.contains("in-response-to"))
            journey.walk.world.clock.turn(by: .seconds(1300))
            let forgotten = try await journey.reply(.townHall, to: request)
            #expect(forgotten.status == 400 && forgotten.page.text.contains("in-response-to"))
        }
    }

    @Test func `a service without logout support is named on the page`() async throws {
        try await LogoutJourney.with([.deaf]) { journey in
            let assertion = try await journey.signIn(then: [.deaf])
            let over = try await journey.follow(journey.ask(assertion))
            #expect(over.page.text.contains("No admite avisos: puede seguir abierta"))
            #expect(try await journey.finish(over).status.subcodes == [.partialLogout])
        }
    }

    @Test func `an asynchronous request gets no answer, and the page shows the result`() async throws {
        try await LogoutJourney.with([.deaf]) { journey in
            let assertion = try await journey.signIn(then: [.deaf])
            let over = try await journey.follow(journey.ask(assertion) { $0.extensions = [LogoutRequest.asynchronous] })
            #expect(over.page.text.contains("Su sesión puede seguir abierta en algún servicio"))
            #expect(!over.page.text.contains("Terminar en"))
            #expect(try await journey.get(over.url.path + "/finish").location?.path == over.url.path)
        }
    }

    @Test func `signing out on the session page notifies every service`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            _ = try await journey.signIn(then: [.townHall])
            let form = try await journey.walk.page().page.form(with: "token")
            let page = try await journey.follow(journey.walk.send(form.request()))
            #expect(page.page.text.contains("Servicio 1 de 2"))
            let first = try journey.request(in: try await journey.next(page))
            let between = try await journey.follow(journey.reply(journey.office, to: first))
            let second = try journey.request(in: try await journey.next(between))
            let over = try await journey.follow(journey.reply(.townHall, to: second))
            #expect(over.page.text.contains("Ha cerrado la sesión") && !over.page.text.contains("Terminar en"))
        }
    }
}
