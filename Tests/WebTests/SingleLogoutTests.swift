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
    private static let answers = "https://oficina.example/saml/slo/answers"

    /// A world whose office takes logout by redirect, and answers at an address of their own.
    private static func with(_ body: @escaping @Sendable (SessionWalk, TestServiceProvider) async throws -> Void)
        async throws
    {
        try await SessionWalk.with { walk in
            var office = walk.world.office
            office.singleLogoutServices = [
                Endpoint(
                    binding: .httpRedirect, location: "https://oficina.example/saml/slo", responseLocation: answers)
            ]
            try await walk.world.remove(walk.world.office)
            try await walk.world.add(office)
            try await walk.world.broker.entities.refresh()
            try await body(walk, office)
        }
    }

    /// Carries a request to the broker, and reads what the service is answered.
    private static func ask(
        _ walk: SessionWalk, _ office: TestServiceProvider, _ nameID: NameID?, relayState: String? = "vuelta",
        key: TestKey? = nil, _ change: (inout LogoutDraft) -> Void = { _ in }
    ) async throws -> LogoutResponse {
        let page = try await send(walk, office, nameID, relayState: relayState, key: key, change)
        let location = try #require(page.location, "\(page.page.text)")
        #expect(location.absoluteString.hasPrefix(answers + "?"), "to the address for answers, of metadata")
        let received = try RedirectBinding.receive(
            LogoutResponse.self, query: location.query(percentEncoded: true) ?? "")
        return try received.verified(trusting: [walk.world.recipe.signingKey.trusted]).message
    }

    private static func send(
        _ walk: SessionWalk, _ office: TestServiceProvider, _ nameID: NameID?, relayState: String? = "vuelta",
        key: TestKey? = nil, _ change: (inout LogoutDraft) -> Void = { _ in }
    ) async throws -> HTTPResponse {
        var draft = LogoutDraft(
            of: try #require(nameID), from: office.entityID, to: walk.world.broker.settings.singleLogoutService,
            at: walk.world.clock.now)
        change(&draft)
        let url = try RedirectBinding.url(
            sending: draft.message, to: walk.origin + "/saml/slo", relayState: relayState,
            signedWith: (key ?? office.key).signing)
        return try await walk.send(HTTPRequest("GET", #require(URL(string: url))))
    }

    @Test func `it is ended for every service, and Success says so to the only one`() async throws {
        try await Self.with { walk, office in
            let told = try await walk.signIn(.ana, at: office, .low)
            let answer = try await Self.ask(walk, office, told.nameID) {
                $0.sessionIndexes = [told.sessionIndex].compactMap(\.self)
            }
            #expect(answer.status.code == .success && answer.status.subcodes.isEmpty)
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
            #expect(try await walk.page().page.text.contains("no hay ninguna sesión abierta"))
        }
    }

    @Test func `PartialLogout says that another service was not told`() async throws {
        try await Self.with { walk, office in
            let told = try await walk.signIn(.ana, at: office, .low)
            #expect(try await walk.passive(.low) == [.success])
            let answer = try await Self.ask(walk, office, told.nameID)
            #expect(answer.status.code == .success && answer.status.subcodes == [.partialLogout])
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }

    @Test func `a session that is over already is no error`() async throws {
        try await Self.with { walk, office in
            let told = try await walk.signIn(.ana, at: office, .low)
            walk.world.clock.turn(by: .seconds(7200))
            #expect(try await Self.ask(walk, office, told.nameID).status.code == .success)
        }
    }

    @Test func `an earlier session of the day says nothing of this one`() async throws {
        try await Self.with { walk, office in
            _ = try await walk.signIn(.ana, at: office, .low)
            #expect(try await walk.passive(.low) == [.success])
            walk.world.clock.turn(by: .seconds(7200))
            let told = try await walk.signIn(.ana, at: office, .low)
            #expect(try await Self.ask(walk, office, told.nameID).status.subcodes.isEmpty)
        }
    }

    @Test func `another name, another index and another's name end nothing`() async throws {
        try await Self.with { walk, office in
            let told = try await walk.signIn(.ana, at: office, .low)
            let other = NameID("nobody", format: .persistent)
            let strange = try await Self.ask(walk, office, other)
            let elsewhere = try await Self.ask(walk, office, told.nameID) { $0.sessionIndexes = ["another"] }
            for answer in [strange, elsewhere] {
                #expect(answer.status.code == .requester && answer.status.subcodes == [.unknownPrincipal])
            }
            #expect(try await walk.passive(.low) == [.success])
        }
    }

    @Test func `a request is used once, tells the same when it comes again, and an old one is refused`() async throws {
        try await Self.with { walk, office in
            let told = try await walk.signIn(.ana, at: office, .low)
            let id = MessageID(rawValue: "_used")
            _ = try await Self.ask(walk, office, told.nameID) { $0.id = id }
            let again = try await Self.ask(walk, office, told.nameID) { $0.id = id }
            #expect(again.status.code == .success, "its answer may have been lost")
            let later = try await walk.signIn(.ana, at: office, .low)
            let replayed = try await Self.ask(walk, office, later.nameID) { $0.id = id }
            #expect(replayed.status.code != .success)
            #expect(try await walk.passive(.low) == [.success])
            let now = walk.world.clock.now
            let old = try await Self.ask(walk, office, told.nameID) { $0.issueInstant = now - 600 }
            #expect(old.status.code == .requester)
        }
    }

    @Test func `who signs with another key, and a stranger, get a page and end nothing`() async throws {
        try await Self.with { walk, office in
            let told = try await walk.signIn(.ana, at: office, .low)
            let forged = try await Self.send(walk, office, told.nameID, key: .attacker)
            #expect(forged.status == 400 && forged.page.text.contains("signature-mismatch"))
            let stranger = try await Self.send(walk, office, told.nameID) {
                $0.issuer = Issuer(EntityID(rawValue: "https://nadie.example"))
            }
            #expect(stranger.status == 400 && stranger.page.text.contains("unknown-service-provider"))
            #expect(try await walk.passive(.low) == [.success])
        }
    }

    @Test func `who wants no answer leaves the citizen at the page of the session`() async throws {
        try await Self.with { walk, office in
            let told = try await walk.signIn(.ana, at: office, .low)
            let page = try await Self.send(walk, office, told.nameID) {
                $0.extensions = [LogoutRequest.asynchronous]
            }
            #expect(page.status == 303 && page.location?.path == "/session")
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }
}
