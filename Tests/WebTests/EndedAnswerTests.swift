import Broker
import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests that a stored answer is deleted with the session that it opened or used.
struct EndedAnswerTests {
    /// Signs in at the office and, with the session, at the library.
    private static func signIn(_ walk: SessionWalk) async throws -> [LoginBrowser] {
        let first = try await walk.login(at: walk.world.office, .low)
        _ = try await walk.proveByPIN(.ana, in: first)
        let second = try await walk.login(at: walk.world.library, .low)
        for login in [first, second] { #expect(try await hasAnswer(login)) }
        return [first, second]
    }

    private static func hasAnswer(_ login: LoginBrowser) async throws -> Bool {
        let page = try await login.page()
        #expect(page.status == 200)
        return page.page.forms.contains { $0.has("SAMLResponse") }
    }

    @Test func `signing out deletes only the answers of that session`() async throws {
        try await SessionWalk.with { walk in
            let logins = try await Self.signIn(walk)
            let other = walk.another()
            let others = try await other.login(at: walk.world.office, .low)
            _ = try await other.proveByPIN(.bruno, in: others)
            let end = try #require(try await walk.page().page.forms.first { $0.action.path == "/session/end" })
            #expect(try await walk.send(end.request()).status == 303)
            for login in logins { #expect(try await !Self.hasAnswer(login)) }
            #expect(try await Self.hasAnswer(others))
        }
    }

    @Test func `single logout deletes the answers of the session`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let login = try await journey.walk.login(at: journey.office, .low)
            let assertion = try journey.walk.assertion(await journey.walk.proveByPIN(.ana, in: login))
            let other = try await journey.walk.login(at: .townHall, .low)
            for login in [login, other] { #expect(try await Self.hasAnswer(login)) }
            _ = try await journey.ask(assertion)
            for login in [login, other] { #expect(try await !Self.hasAnswer(login)) }
        }
    }

    @Test func `blocking a citizen deletes only the answers of that citizen`() async throws {
        try await SessionWalk.with { walk in
            let logins = try await Self.signIn(walk)
            let other = walk.another()
            let others = try await other.login(at: walk.world.office, .low)
            _ = try await other.proveByPIN(.bruno, in: others)
            _ = try await walk.world.citizens.block(TestCitizen.ana.identifier, at: walk.world.clock.now)
            for login in logins { #expect(try await !Self.hasAnswer(login)) }
            #expect(try await Self.hasAnswer(others))
        }
    }

    @Test func `a login of another citizen in the browser deletes the answers of the previous one`() async throws {
        try await SessionWalk.with { walk in
            let logins = try await Self.signIn(walk)
            let next = try await walk.login(at: walk.world.office, .low) { $0.forceAuthn = true }
            _ = try await walk.proveByPIN(.bruno, in: next)
            for login in logins { #expect(try await !Self.hasAnswer(login)) }
            #expect(try await Self.hasAnswer(next))
        }
    }
}
