import Broker
import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing
import XMLSecurity

@testable import Web

/// Tests logout requests of services.
struct SingleLogoutTests {
    /// Creates a world with the office, which accepts logout by HTTP-Redirect.
    private static func with(_ body: @escaping @Sendable (SessionWalk, LogoutJourney) async throws -> Void)
        async throws
    {
        try await LogoutJourney.with([]) { try await body($0.walk, $0) }
    }

    /// Sends the request of the office and reads the immediate answer.
    private static func ask(
        _ journey: LogoutJourney, _ assertion: SessionWalk.AssertionSummary,
        _ change: (inout LogoutDraft) -> Void = { _ in }
    ) async throws -> LogoutResponse {
        try journey.answer(in: await journey.ask(assertion, change))
    }

    @Test func `the session ends at all services, and the only service gets Success`() async throws {
        try await Self.with { walk, journey in
            let assertion = try await walk.signIn(.ana, at: journey.office, .low)
            let answer = try await Self.ask(journey, assertion) {
                $0.sessionIndexes = [assertion.sessionIndex].compactMap(\.self)
            }
            #expect(answer.status.code == .success && answer.status.subcodes.isEmpty)
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
            #expect(try await walk.page().page.text.contains("no hay ninguna sesión abierta"))
        }
    }

    @Test func `a session that has already ended is not an error`() async throws {
        try await Self.with { walk, journey in
            let assertion = try await walk.signIn(.ana, at: journey.office, .low)
            walk.world.clock.turn(by: .seconds(7200))
            #expect(try await Self.ask(journey, assertion).status.code == .success)
        }
    }

    @Test func `an earlier session of the day does not change the result`() async throws {
        try await Self.with { walk, journey in
            _ = try await walk.signIn(.ana, at: journey.office, .low)
            #expect(try await walk.passive(.low) == [.success])
            walk.world.clock.turn(by: .seconds(7200))
            let assertion = try await walk.signIn(.ana, at: journey.office, .low)
            #expect(try await Self.ask(journey, assertion).status.subcodes.isEmpty)
        }
    }

    @Test func `an unknown NameID or SessionIndex ends no session`() async throws {
        try await Self.with { walk, journey in
            let assertion = try await walk.signIn(.ana, at: journey.office, .low)
            let other = NameID("unknown", format: .persistent)
            let strange = try await Self.ask(journey, assertion) { $0.principal = .named(other) }
            let elsewhere = try await Self.ask(journey, assertion) { $0.sessionIndexes = ["another"] }
            for answer in [strange, elsewhere] {
                #expect(answer.status.code == .requester && answer.status.subcodes == [.unknownPrincipal])
            }
            #expect(try await walk.passive(.low) == [.success])
        }
    }

    @Test func `a repeated request ends no later session, and an old request is refused`() async throws {
        try await Self.with { walk, journey in
            let assertion = try await walk.signIn(.ana, at: journey.office, .low)
            let id = MessageID(rawValue: "_used")
            _ = try await Self.ask(journey, assertion) { $0.id = id }
            let again = try await Self.ask(journey, assertion) { $0.id = id }
            #expect(again.status.code == .success, "its answer may have been lost")
            let later = try await walk.signIn(.ana, at: journey.office, .low)
            let replayed = try await Self.ask(journey, later) { $0.id = id }
            #expect(replayed.status.code != .success)
            #expect(try await walk.passive(.low) == [.success])
            let now = walk.world.clock.now
            let old = try await Self.ask(journey, assertion) { $0.issueInstant = now - 600 }
            #expect(old.status.code == .requester)
        }
    }

    @Test func `a wrong key or an unknown service gets a page and ends nothing`() async throws {
        try await Self.with { walk, journey in
            let assertion = try await walk.signIn(.ana, at: journey.office, .low)
            let forged = try await journey.ask(assertion, key: .attacker)
            #expect(forged.status == 400 && forged.page.text.contains("signature-mismatch"))
            let unknown = try await journey.ask(assertion) {
                $0.issuer = Issuer(EntityID(rawValue: "https://nadie.example"))
            }
            #expect(unknown.status == 400 && unknown.page.text.contains("unknown-service-provider"))
            #expect(try await walk.passive(.low) == [.success])
        }
    }

    @Test func `an asynchronous request leads to the session page`() async throws {
        try await Self.with { walk, journey in
            let assertion = try await walk.signIn(.ana, at: journey.office, .low)
            let page = try await journey.ask(assertion) {
                $0.extensions = [LogoutRequest.asynchronous]
            }
            #expect(page.status == 303 && page.location?.path == "/session")
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }
}
