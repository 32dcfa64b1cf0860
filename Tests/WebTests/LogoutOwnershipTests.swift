import Broker
import Federation
import Foundation
import SAML
import Storage
import TestAgents
import TestBroker
import TestFederation
import Testing
import XMLSecurity

@testable import Web

/// Tests that only the browser of a session can see and visit the services of the session.
struct LogoutOwnershipTests {
    @Test func `a request without the session cookie shows and visits no service`()
        async throws
    {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let other = LogoutJourney(walk: journey.walk.another(), office: journey.office, servers: journey.servers)
            let page = try await other.follow(other.ask(assertion))
            #expect(!page.page.text.contains("Oficina de pruebas"), "the town hall's name: \(page.page.text)")
            let step = try await other.next(page)
            #expect(step.location?.path == page.url.path)
            let over = try await other.follow(step)
            #expect(over.page.text.contains("También hay una sesión en otro navegador"))
            #expect(!over.page.text.contains("Está en otro navegador"), "shows no service")
            #expect(try await other.finish(over).status.subcodes == [.partialLogout])
        }
    }

    @Test func `a forged cookie opens nothing`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            let id = page.url.lastPathComponent
            let other = journey.walk.another()
            other.jar["__Host-logout-\(id)"] = String(repeating: "A", count: 43)
            let answer = try await other.send(HTTPRequest("GET", #require(URL(string: other.origin + page.url.path))))
            #expect(answer.status == 303 && answer.location?.path == "/session")
        }
    }

    @Test func `the session cookie opens the logout when the logout cookie was lost`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            journey.walk.jar["__Host-logout-\(page.url.lastPathComponent)"] = nil
            let again = try await journey.get(page.url.path)
            #expect(again.page.text.contains("Servicio 1 de 1"))
            #expect(try await journey.next(again).location?.host() == "ayuntamiento.example")
        }
    }

    @Test func `a second click on signing out also finds the services`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            _ = try await journey.signIn(then: [.townHall])
            let form = try await journey.walk.page().page.form(with: "token")
            // The response to the first click is lost, with the cookies that it sets.
            let cookies = journey.walk.jar.headers
            var lost = try form.request()
            lost.headers += cookies
            _ = try await HTTPAgent().send(lost)
            let page = try await journey.follow(journey.walk.send(form.request()))
            #expect(page.page.text.contains("Servicio 1 de 2"), "\(page.page.text)")
        }
    }

    @Test func `after the logout of an earlier session the page mentions the open session`()
        async throws
    {
        try await LogoutJourney.with([.deaf]) { journey in
            let assertion = try await journey.signIn(then: [.deaf])
            journey.walk.world.clock.turn(by: .seconds(7200))
            _ = try await journey.walk.signIn(.bruno, at: .deaf, .low)
            let page = try await journey.follow(journey.ask(assertion))
            #expect(page.page.text.contains("hay otra sesión abierta"), "\(page.page.text)")
        }
    }

    @Test func `a request without SessionIndex ends all sessions of the citizen at that service`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let other = LogoutJourney(walk: journey.walk.another(), office: journey.office, servers: journey.servers)
            _ = try await other.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            #expect(try await other.walk.page().page.text.contains("no hay ninguna sesión abierta"))
            let request = try journey.request(in: try await journey.next(page))
            #expect(request.sessionIndexes.count == 1, "only the session of this browser")
            let between = try await journey.follow(journey.reply(.townHall, to: request))
            let over = try await journey.follow(journey.next(between))
            #expect(over.page.text.contains("También hay una sesión en otro navegador"), "\(over.page.text)")
        }
    }

    @Test func `requests and answers by HTTP-POST are accepted`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.askByForm(assertion))
            let request = try journey.request(in: try await journey.next(page))
            let draft = LogoutResponseDraft(
                to: request.id, from: TestServiceProvider.townHall.entityID,
                at: journey.walk.world.settings.singleLogoutService, now: journey.walk.world.clock.now)
            let back = try await journey.post(draft.message, signedWith: TestServiceProvider.townHall.key)
            let answer = try journey.answer(in: await journey.follow(back))
            #expect(answer.status.code == .success && answer.status.subcodes.isEmpty)
        }
    }

    @Test(arguments: ["SAMLResponse=!!!!", "SAMLResponse=AAAA", "SAMLResponse=x&Signature=y"])
    func `after an unreadable answer the logout continues`(_ query: String) async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(assertion))
            let context = try await journey.next(page)
            let location = try #require(context.location)
            let items = URLComponents(url: location, resolvingAgainstBaseURL: false)?.queryItems ?? []
            let relayState = try #require(items.first { $0.name == "RelayState" }?.value)
            #expect(relayState == page.url.lastPathComponent)
            let back = try await journey.get("/saml/slo?\(query)&RelayState=\(relayState)")
            #expect(back.status == 303 && back.location?.path == page.url.path)
            #expect(
                try await journey.get("/saml/slo?\(query)").status == 400,
                "without RelayState there is no target")
        }
    }

    @Test func `the audit trail has the result of each service`() async throws {
        try await LogoutJourney.with([.townHall, .museum]) { journey in
            let assertion = try await journey.signIn(then: [.townHall, .museum])
            let page = try await journey.follow(journey.ask(assertion))
            let request = try journey.request(in: try await journey.next(page))
            let second = try await journey.follow(journey.reply(.townHall, to: request))
            _ = try await journey.next(second)
            let third = try await journey.follow(journey.returnWithoutAnswer(second))
            _ = try await journey.next(third)
            let entries = try await journey.walk.world.database.read { connection in
                try connection.rows("SELECT payload FROM audit WHERE event = 'logout.told' ORDER BY id")
                    .map { try $0["payload"] as String }
            }
            #expect(entries.count == 2, "one for each service, not for each binding: \(entries)")
            #expect(entries.first?.contains("\"ending\":\"ended\"") == true)
            #expect(entries.last?.contains("\"ending\":\"silent\"") == true)
        }
    }

    @Test func `a service that was removed during the logout gets no answer`() async throws {
        try await LogoutJourney.with([.deaf]) { journey in
            let assertion = try await journey.signIn(then: [.deaf])
            let over = try await journey.follow(journey.ask(assertion))
            try await journey.walk.world.remove(journey.office)
            try await journey.walk.world.entities.register.refresh()
            #expect(try await journey.get(over.url.path + "/finish").location?.path == over.url.path)
            #expect(try await !journey.get(over.url.path).page.text.contains("Terminar en"))
        }
    }
}
