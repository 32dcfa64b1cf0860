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

/// Whose a logout is: the services of a session are that browser's alone to see and to visit.
struct LogoutOwnershipTests {
    @Test func `whoever brings a request without the session's cookie learns of no service and visits none`()
        async throws
    {
        try await LogoutJourney.with([.townHall]) { journey in
            let told = try await journey.signIn(then: [.townHall])
            let stranger = LogoutJourney(walk: journey.walk.another(), office: journey.office, servers: journey.servers)
            let page = try await stranger.follow(stranger.ask(told))
            #expect(!page.page.text.contains("Oficina de pruebas"), "the town hall's name: \(page.page.text)")
            let step = try await stranger.next(page)
            #expect(step.location?.path == page.url.path)
            let over = try await stranger.follow(step)
            #expect(over.page.text.contains("También hay una sesión en otro navegador"))
            #expect(!over.page.text.contains("Está en otro navegador"), "of no service")
            #expect(try await stranger.finish(over).status.subcodes == [.partialLogout])
        }
    }

    @Test func `a cookie that was made up opens nothing`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let told = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(told))
            let id = page.url.lastPathComponent
            let other = journey.walk.another()
            other.jar["__Host-logout-\(id)"] = String(repeating: "A", count: 43)
            let answer = try await other.send(HTTPRequest("GET", #require(URL(string: other.origin + page.url.path))))
            #expect(answer.status == 303 && answer.location?.path == "/session")
        }
    }

    @Test func `the session's own cookie opens the round when that of the logout was lost`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let told = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(told))
            journey.walk.jar["__Host-logout-\(page.url.lastPathComponent)"] = nil
            let again = try await journey.get(page.url.path)
            #expect(again.page.text.contains("Servicio 1 de 1"))
            #expect(try await journey.next(again).location?.host() == "ayuntamiento.example")
        }
    }

    @Test func `the second of two clicks on signing out finds the services too`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            _ = try await journey.signIn(then: [.townHall])
            let form = try await journey.walk.page().page.form(with: "token")
            // The answer to the first click is lost, and with it the cookies that it sets.
            let cookies = journey.walk.jar.headers
            var lost = try form.request()
            lost.headers += cookies
            _ = try await HTTPAgent().send(lost)
            let page = try await journey.follow(journey.walk.send(form.request()))
            #expect(page.page.text.contains("Servicio 1 de 2"), "\(page.page.text)")
        }
    }

    @Test func `a service that ends an earlier session hears of it, and the citizen of the one that is open`()
        async throws
    {
        try await LogoutJourney.with([.deaf]) { journey in
            let told = try await journey.signIn(then: [.deaf])
            journey.walk.world.clock.turn(by: .seconds(7200))
            _ = try await journey.walk.signIn(.bruno, at: .deaf, .low)
            let page = try await journey.follow(journey.ask(told))
            #expect(page.page.text.contains("hay otra sesión abierta"), "\(page.page.text)")
        }
    }

    @Test func `a request without an index ends every session of the person at that service`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let told = try await journey.signIn(then: [.townHall])
            let other = LogoutJourney(walk: journey.walk.another(), office: journey.office, servers: journey.servers)
            _ = try await other.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(told))
            #expect(try await other.walk.page().page.text.contains("no hay ninguna sesión abierta"))
            let request = try journey.request(in: try await journey.next(page))
            #expect(request.sessionIndexes.count == 1, "that of this browser")
            let between = try await journey.follow(journey.reply(.townHall, to: request))
            let over = try await journey.follow(journey.next(between))
            #expect(over.page.text.contains("También hay una sesión en otro navegador"), "\(over.page.text)")
        }
    }

    @Test func `requests and answers arrive by form as well`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let told = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.askByForm(told))
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
    func `an answer that nobody can read leaves the citizen on the way`(_ query: String) async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let told = try await journey.signIn(then: [.townHall])
            let page = try await journey.follow(journey.ask(told))
            let context = try await journey.next(page)
            let location = try #require(context.location)
            let items = URLComponents(url: location, resolvingAgainstBaseURL: false)?.queryItems ?? []
            let relayState = try #require(items.first { $0.name == "RelayState" }?.value)
            #expect(relayState == page.url.lastPathComponent)
            let back = try await journey.get("/saml/slo?\(query)&RelayState=\(relayState)")
            #expect(back.status == 303 && back.location?.path == page.url.path)
            #expect(try await journey.get("/saml/slo?\(query)").status == 400, "without it there is nowhere to go")
        }
    }

    @Test func `what became of each service is in the trail`() async throws {
        try await LogoutJourney.with([.townHall, .museum]) { journey in
            let told = try await journey.signIn(then: [.townHall, .museum])
            let page = try await journey.follow(journey.ask(told))
            let request = try journey.request(in: try await journey.next(page))
            let second = try await journey.follow(journey.reply(.townHall, to: request))
            _ = try await journey.next(second)
            let third = try await journey.follow(journey.comeBack(second))
            _ = try await journey.next(third)
            let entries = try await journey.walk.world.database.read { connection in
                try connection.rows("SELECT payload FROM audit WHERE event = 'logout.told' ORDER BY id")
                    .map { try $0["payload"] as String }
            }
            #expect(entries.count == 2, "one for each, whatever ways were tried: \(entries)")
            #expect(entries.first?.contains("\"ending\":\"ended\"") == true)
            #expect(entries.last?.contains("\"ending\":\"silent\"") == true)
        }
    }

    @Test func `a service that has left the register meanwhile is not answered`() async throws {
        try await LogoutJourney.with([.deaf]) { journey in
            let told = try await journey.signIn(then: [.deaf])
            let over = try await journey.follow(journey.ask(told))
            try await journey.walk.world.remove(journey.office)
            try await journey.walk.world.entities.register.refresh()
            #expect(try await journey.get(over.url.path + "/finish").location?.path == over.url.path)
            #expect(try await !journey.get(over.url.path).page.text.contains("Terminar en"))
        }
    }
}
