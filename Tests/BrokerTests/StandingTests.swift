import Broker
import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage
import TestBroker
import TestFederation
import Testing

/// Tests that the state of the register at the time of the answer decides: minutes can pass between proof and answer.
struct StandingTests {
    private static let another = "Nueva-Clave-77"

    private func changePassword(_ world: BrokerWorld) async throws {
        world.clock.turn(by: .seconds(1))
        let change = try await world.citizens.setPassword(
            Password(Self.another), of: TestCitizen.ana.identifier, at: world.clock.now)
        guard case .changed = change else { throw BrokerWorld.Trouble.unexpected("\(change)") }
        world.clock.turn(by: .seconds(1))
    }

    private func isRefused(_ journey: Journey) async throws -> Bool {
        let answer = try await journey.answer()
        #expect(answer.session == nil)
        return try journey.refusal(in: answer)?.subcodes == [.requestDenied]
    }

    @Test(arguments: Method.own)
    func `a citizen who is blocked between proof and answer gets no assertion and no session`(_ method: Method)
        async throws
    {
        let world = try await BrokerWorld()
        let journey = try await world.begin(.substantial)
        switch method {
        case .pin: _ = try await journey.walkByPIN(.ana)
        case .permanentKey: _ = try await journey.walkByPermanentKey(.ana)
        case .certificate: _ = try await journey.walkByCertificate(.fnmt)
        case .upstream: Issue.record("not offered")
        }
        _ = try await world.citizens.block(TestCitizen.ana.identifier, at: world.clock.now)
        #expect(try await isRefused(journey))
    }

    @Test func `a citizen who is deleted between proof and answer gets no assertion`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByCertificate(.fnmt)
        let document = TestCitizen.ana.document
        _ = try await world.database.write { connection in
            try connection.execute(
                "UPDATE citizens SET status = 'withdrawn' WHERE national_identifier = \(document)")
        }
        #expect(try await isRefused(journey))
    }

    /// The attack: logins that were proved with the old password are answered after the new one is set.
    @Test(arguments: [LevelOfAssurance.low, .substantial])
    func `a password change between proof and answer prevents the assertion`(
        _ level: LevelOfAssurance
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(level).walkByPermanentKey(.ana)
        try await changePassword(world)
        #expect(try await isRefused(journey))
    }

    @Test func `a PIN and a certificate stay valid after a password change`() async throws {
        let world = try await BrokerWorld()
        let journeys = [
            try await world.begin().walkByPIN(.ana), try await world.begin().walkByCertificate(.fnmt),
        ]
        try await changePassword(world)
        for journey in journeys {
            let answer = try await journey.answer()
            #expect(try journey.refusal(in: answer) == nil)
        }
    }

    @Test func `the code of a login is refused after a password change`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(.substantial)
        try await journey.choose(.permanentKey)
        _ = try await journey.submitPassword(.ana)
        let code = try await journey.receiveCode(.ana)
        try await changePassword(world)
        guard case .useless = try await journey.enterCode(code) else {
            Issue.record("taken")
            return
        }
    }
}
