import Broker
import Federation
import Foundation
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests a proof that is sent twice: by a double click, or because the first response with the new cookie was lost.
struct DoubleClickTests {
    @Test(arguments: LastStep.Way.allCases)
    func `the same proof within 30 seconds gets the same cookie and the same answer`(
        _ way: LastStep.Way
    ) async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(way, in: walk)
            let first = try await step.send()
            let cookie = try #require(step.cookie(in: first))
            // The citizen receives no page, and sends the form again.
            walk.world.clock.turn(by: .seconds(29))
            let second = try await step.send()
            #expect(second.status == 303)
            #expect(second.location == first.location)
            #expect(step.cookie(in: second) == cookie)
            walk.jar.take(second)
            let answer = try await step.page(at: second.location)
            #expect(answer.status == 200)
            #expect(answer.page.forms.contains { $0.has("SAMLResponse") } == way.leadsToAnswer, "\(answer.page.text)")
            // A further request after the answer gets the same answer.
            let third = try await step.send()
            #expect(step.cookie(in: third) == cookie)
            let again = try await step.page(at: third.location)
            #expect(again.page.forms.first?["SAMLResponse"] == answer.page.forms.first?["SAMLResponse"])
        }
    }

    @Test(arguments: LastStep.Way.allCases)
    func `simultaneous clicks all get the cookie of the first one`(_ way: LastStep.Way) async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(way, in: walk)
            let responses = try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
                for _ in 0..<4 { group.addTask { try await step.send() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(responses.allSatisfy { $0.status == 303 })
            let cookies = responses.map { step.cookie(in: $0) }
            #expect(Set(cookies).count == 1)
            #expect(cookies.first != .some(nil))
        }
    }

    @Test(arguments: LastStep.Way.allCases)
    func `after 30 seconds the old cookie opens nothing, also with the proof`(_ way: LastStep.Way) async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(way, in: walk)
            _ = try await step.prove()
            walk.world.clock.turn(by: .seconds(30))
            let late = try await step.send()
            #expect(late.status == 404)
            #expect(late.headers(named: "Set-Cookie").isEmpty)
        }
    }

    @Test(arguments: LastStep.Way.allCases)
    func `the old cookie with a wrong proof gets nothing, and is invalid after five attempts`(
        _ way: LastStep.Way
    ) async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(way, in: walk)
            _ = try await step.prove()
            for attempt in 1...5 {
                let wrong = try await step.send(LastStep.another(way))
                #expect(wrong.status == 404)
                #expect(wrong.headers(named: "Set-Cookie").isEmpty)
                #expect(try await step.send().status == (attempt < 5 ? 303 : 404), "attempt \(attempt)")
            }
        }
    }

    /// The request as the form of another site or of another login sends it.
    private func forged(_ request: HTTPRequest) -> HTTPRequest {
        var forged = request
        let body = String(decoding: request.body, as: UTF8.self)
        forged.body = Array(body.replacing(/token=[^&]*/, with: "token=AAAA").utf8)
        #expect(forged.body != request.body)
        return forged
    }

    @Test(arguments: [LastStep.Way.pin, .password, .passwordAndCode])
    func `a proof in the form of another page is not accepted`(_ way: LastStep.Way) async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(way, in: walk)
            let request = try step.request(nil)
            let refused = try await step.copies[step.copies.count - 1].copy().send(forged(request))
            #expect(refused.status == 303)
            #expect(step.cookie(in: refused) == nil)
            #expect(try step.cookie(in: await step.prove()) != nil, "the proof is still valid")
        }
    }

    @Test func `the correct proof in the form of another page gets no cookie`() async throws {
        try await SessionWalk.with { walk in
            let step = try await LastStep.reach(.pin, in: walk)
            let request = try step.request(nil)
            _ = try await step.prove()
            #expect(try await step.copies[1].copy().send(forged(request)).status == 404)
        }
    }

    @Test func `a late form does not replace a newer cookie`() async throws {
        try await SessionWalk.with { walk in
            let login = try await walk.login(at: walk.world.office, .substantial)
            let form = try await login.choose("permanent-key").page.form(with: "document", "password")
            let ana = TestCitizen.ana
            let typed = ["document": ana.document, "password": try #require(ana.password)]
            let old = walk.copy()
            let entry = try await login.follow(form, typed)
            let code = try await walk.receiveCode(ana)
            _ = try await login.submit(entry.page.form(with: "oneTimeCode"), ["oneTimeCode": code])
            let late = try await old.send(form.request(with: typed))
            #expect(late.status == 404)
            #expect(late.headers(named: "Set-Cookie").isEmpty)
            #expect(try await login.page().page.forms.contains { $0.has("SAMLResponse") })
        }
    }
}
