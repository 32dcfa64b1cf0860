import Broker
import Federation
import Foundation
import SAML
import Secrets
import Storage
import TestBroker
import TestFederation
import Testing

/// Tests that the answer is kept for two minutes, only for the browser with the login's cookie.
struct AnswerTests {
    @Test(arguments: [(0, true), (119, true), (120, false)])
    func `the same browser gets the same octets for two minutes`(_ seconds: Int, _ isKept: Bool) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        let answer = try await journey.answer()
        world.clock.turn(by: .seconds(seconds))
        let again = try await LoginCompletion(world.signIn).earlierAnswer(journey.open())
        #expect(again == (isKept ? answer : nil))
    }

    @Test func `a refusal is kept as well`() async throws {
        let journey = try await BrokerWorld().begin()
        let answer = try await journey.cancel()
        #expect(try await journey.earlierAnswer() == answer)
    }

    @Test func `a different cookie opens neither the login nor the answer`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        _ = try await journey.answer()
        let unrelated = Handle(random: .system)
        await #expect(throws: SignInError.unknownLogin) {
            try await world.signIn.open(journey.id, with: unrelated)
        }
        let other = try await world.begin()
        await #expect(throws: SignInError.unknownLogin) { try await world.signIn.open(journey.id, with: other.handle) }
        let unknown = try #require(LoginID(rawValue: "AAAAAAAAAAAAAAAAAAAAAA"))
        await #expect(throws: SignInError.unknownLogin) { try await world.signIn.open(unknown, with: journey.handle) }
    }

    @Test func `an answered login can be neither answered again nor refused`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        let open = try await journey.open()
        _ = try await journey.answer()
        await #expect(throws: SignInError.impossible(.alreadyAnswered)) { try await journey.choose(.pin) }
        await #expect(throws: SignInError.impossible(.alreadyAnswered)) { try await journey.cancel() }
        await #expect(throws: SignInError.overtaken) { try await LoginCompletion(world.signIn).answer(open) }
        await #expect(throws: SignInError.overtaken) {
            try await LoginCompletion(world.signIn).refuse(open, because: .cancelled)
        }
    }

    @Test func `a login without a proof is not answered`() async throws {
        let world = try await BrokerWorld()
        for method in Method.own {
            let journey = try await world.begin()
            try await journey.choose(method)
            #expect(try await journey.refusal(in: journey.answer())?.subcodes == [.noAuthnContext])
        }
    }

    @Test func `two logins in one browser are independent`() async throws {
        let world = try await BrokerWorld()
        let first = try await world.begin()
        let second = try await world.begin()
        try await first.choose(.pin)
        try await second.choose(.certificate)
        #expect(try await first.state == .proving(.pin))
        #expect(try await second.state == .proving(.certificate))
        _ = try await second.walkByCertificate(.fnmt).accept(second.answer())
        #expect(try await first.state == .proving(.pin))
    }

    @Test(arguments: [nil, "", "estado", "ñ & <\"'> €"])
    func `RelayState is returned unchanged, also when absent or empty`(_ relayState: String?) async throws {
        let world = try await BrokerWorld()
        let request = world.request(world.office)
        guard case .started(let open) = try await world.arrive(request, from: world.office, relayState: relayState)
        else {
            Issue.record("not started")
            return
        }
        let journey = Journey(
            world: world, service: world.office, request: request, id: open.login.id, handle: open.handle)
        #expect(try await journey.walkByPermanentKey(.ana).answer().relayState == relayState)
    }

    @Test func `the audit trail of a login contains no personal data`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        _ = try await journey.submitPassword(.ana, "Otra-Cosa-1")
        _ = try await journey.walkByPermanentKey(.ana).answer()
        let trail = try await world.trail(of: journey.id)
        #expect(trail.map(\.event) == ["login.started", "proof.failed", "login.granted"])
        for entry in trail {
            #expect(!entry.payload.contains("12345678"), "\(entry.event)")
            #expect(entry.payload.contains(world.office.entityID.rawValue))
        }
        #expect(trail[1].payload.contains(world.keys.documentKey(try TestCitizen.ana.identifier).hexadecimal))
    }
}
