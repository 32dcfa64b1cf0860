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

/// A service asks for the end of a session.
struct SingleLogoutTests {
    /// A world with the office, which takes logout by redirect.
    private static func with(_ body: @escaping @Sendable (SessionWalk, LogoutJourney) async throws -> Void)
        async throws
    {
        try await LogoutJourney.with([]) { try await body($0.walk, $0) }
    }

    /// Brings the office's request, and reads what it is answered at once.
    private static func ask(
        _ journey: LogoutJourney, _ told: SessionWalk.Told, _ change: (inout LogoutDraft) -> Void = { _ in }
    ) async throws -> LogoutResponse {
        try journey.answer(in: await journey.ask(told, change))
    }

    @Test func `it is ended for every service, and Success says so to the only one`() async throws {
        try await Self.with { walk, journey in
            let told = try await walk.signIn(.ana, at: journey.office, .low)
            let answer = try await Self.ask(journey, told) {
                $0.sessionIndexes = [told.sessionIndex].compactMap(\.self)
            }
            #expect(answer.status.code == .success && answer.status.subcodes.isEmpty)
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
            #expect(try await walk.page().page.text.contains("no hay ninguna sesión abierta"))
        }
    }

    @Test func `a session that is over already is no error`() async throws {
        try await Self.with { walk, journey in
            let told = try await walk.signIn(.ana, at: journey.office, .low)
            walk.world.clock.turn(by: .seconds(7200))
            #expect(try await Self.ask(journey, told).status.code == .success)
        }
    }

    @Test func `an earlier session of the day says nothing of this one`() async throws {
        try await Self.with { walk, journey in
            _ = try await walk.signIn(.ana, at: journey.office, .low)
            #expect(try await walk.passive(.low) == [.success])
            walk.world.clock.turn(by: .seconds(7200))
            let told = try await walk.signIn(.ana, at: journey.office, .low)
            #expect(try await Self.ask(journey, told).status.subcodes.isEmpty)
        }
    }

    @Test func `another name, another index and another's name end nothing`() async throws {
        try await Self.with { walk, journey in
            let told = try await walk.signIn(.ana, at: journey.office, .low)
            let other = NameID("nobody", format: .persistent)
            let strange = try await Self.ask(journey, told) { $0.principal = .named(other) }
            let elsewhere = try await Self.ask(journey, told) { $0.sessionIndexes = ["another"] }
            for answer in [strange, elsewhere] {
                #expect(answer.status.code == .requester && answer.status.subcodes == [.unknownPrincipal])
            }
            #expect(try await walk.passive(.low) == [.success])
        }
    }

    @Test func `a request is used once, tells the same when it comes again, and an old one is refused`() async throws {
        try await Self.with { walk, journey in
            let told = try await walk.signIn(.ana, at: journey.office, .low)
            let id = MessageID(rawValue: "_used")
            _ = try await Self.ask(journey, told) { $0.id = id }
            let again = try await Self.ask(journey, told) { $0.id = id }
            #expect(again.status.code == .success, "its answer may have been lost")
            let later = try await walk.signIn(.ana, at: journey.office, .low)
            let replayed = try await Self.ask(journey, later) { $0.id = id }
            #expect(replayed.status.code != .success)
            #expect(try await walk.passive(.low) == [.success])
            let now = walk.world.clock.now
            let old = try await Self.ask(journey, told) { $0.issueInstant = now - 600 }
            #expect(old.status.code == .requester)
        }
    }

    @Test func `who signs with another key, and a stranger, get a page and end nothing`() async throws {
        try await Self.with { walk, journey in
            let told = try await walk.signIn(.ana, at: journey.office, .low)
            let forged = try await journey.ask(told, key: .attacker)
            #expect(forged.status == 400 && forged.page.text.contains("signature-mismatch"))
            let stranger = try await journey.ask(told) {
                $0.issuer = Issuer(EntityID(rawValue: "https://nadie.example"))
            }
            #expect(stranger.status == 400 && stranger.page.text.contains("unknown-service-provider"))
            #expect(try await walk.passive(.low) == [.success])
        }
    }

    @Test func `who wants no answer leaves the citizen at the page of the session`() async throws {
        try await Self.with { walk, journey in
            let told = try await walk.signIn(.ana, at: journey.office, .low)
            let page = try await journey.ask(told) {
                $0.extensions = [LogoutRequest.asynchronous]
            }
            #expect(page.status == 303 && page.location?.path == "/session")
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }
}
