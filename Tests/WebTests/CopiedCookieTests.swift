import Broker
import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests an attacker with a copy of all cookies of a browser. The copy is made before the citizen's proof, and used
/// again and again.
struct CopiedCookieTests {
    /// Expects that the copies open nothing.
    private static func expectNothing(_ step: LastStep, session: Bool = true, _ when: Comment) async throws {
        for thief in step.copies {
            let page = try await step.login.with(thief.jar, port: thief.port).page()
            #expect(page.status == 404, when)
            #expect(!page.page.forms.contains { $0.has("SAMLResponse") }, when)
            #expect(page.headers(named: "Set-Cookie").isEmpty, when)
            guard session else { continue }
            #expect(try await thief.page().page.text.contains("no hay ninguna sesión abierta"), when)
            #expect(try await thief.copy().passive(.low) == [.responder, .noPassive], when)
        }
    }

    @Test(arguments: LastStep.Way.allCases)
    func `a copy from before the proof opens neither login nor answer nor session`(_ way: LastStep.Way) async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(way, in: walk)
            let response = try await step.prove()
            // The session of the password is valid until the answer renews it.
            try await Self.expectNothing(step, session: way != .stepUp, "after the proof")
            let answer = try await step.page(at: response.location)
            #expect(answer.page.forms.contains { $0.has("SAMLResponse") } == way.leadsToAnswer, "\(answer.page.text)")
            try await Self.expectNothing(step, "after the answer")
            let again = try await step.page()
            #expect(again.page.forms.contains { $0.has("SAMLResponse") } == way.leadsToAnswer)
        }
    }

    @Test func `a copy from before the password opens neither the code page nor later pages`() async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(.passwordAndCode, in: walk)
            for thief in step.copies.dropLast() {
                #expect(try await step.login.with(thief.jar, port: thief.port).page().status == 404)
            }
        }
    }

    @Test func `a login that a session answers opens only with the cookies of both`() async throws {
        try await SessionWalk.with { walk in
            let waiting = try await walk.login(at: walk.world.library, .low)
            let thief = walk.copy()
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let old = walk.copy()
            let answer = try await waiting.page()
            #expect(answer.page.forms.contains { $0.has("SAMLResponse") }, "\(answer.page.text)")
            #expect(try await waiting.with(thief.jar, port: thief.port).page().status == 404)
            _ = try await thief.signIn(.bruno, at: walk.world.office, .low)
            #expect(
                try await waiting.with(thief.jar, port: thief.port).page().status == 404, "with the thief's own session"
            )
            // The page with the new cookie was lost: the two old cookies get the same answer.
            let again = try await waiting.with(old.jar, port: old.port).page()
            #expect(
                try again.page.form(with: "SAMLResponse")["SAMLResponse"]
                    == answer.page.form(with: "SAMLResponse")["SAMLResponse"])
        }
    }

    @Test func `a copy from before the proof can neither see the consent page nor consent`()
        async throws
    {
        var recipe = BrokerWorld.Recipe()
        recipe.entries[TestServiceProvider.office.entityID] = ServicePolicy(asksConsent: true)
        try await SessionWalk.with(recipe) { walk in
            let step = try await LastStep.reach(.pin, in: walk)
            let asked = try await step.page(at: step.prove().location)
            let form = try #require(asked.page.forms.first { $0.action.path.hasSuffix("/consent") })
            try await Self.expectNothing(step, "while the citizen is asked")
            for thief in step.copies { #expect(try await thief.send(form.request()).status == 404) }
            #expect(try await step.page().page.text.contains("¿Enviamos sus datos"))
            let agreed = try await walk.another(with: walk.jar).send(form.request())
            #expect(try await step.page(at: agreed.location).page.forms.contains { $0.has("SAMLResponse") })
            try await Self.expectNothing(step, "after the answer")
        }
    }

    @Test func `a copy from before the proof cannot refuse consent`() async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(.pin, in: walk)
            let cancel = try #require(
                try await step.page().page.forms.first { $0.action.path.hasSuffix("/cancel") })
            let response = try await step.prove()
            for thief in step.copies { #expect(try await thief.send(cancel.request()).status == 404) }
            #expect(try await step.page(at: response.location).page.forms.contains { $0.has("SAMLResponse") })
        }
    }
}
