import Broker
import Federation
import Foundation
import Storage
import TestBroker
import Testing

/// What is forgotten, and when.
struct HousekeepingTests {
    private func tidy(_ world: BrokerWorld, after seconds: Int) async throws {
        world.clock.turn(by: .seconds(seconds))
        try await Housekeeping(
            database: world.broker.database, time: world.clock.source, log: world.broker.log
        ).tidy()
    }

    @Test func `a login stays an hour after its end, so that a late citizen can be sent back`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await tidy(world, after: 1200 + 3600)
        #expect(try await journey.refusal(in: journey.cancel()) != nil)
        try await tidy(world, after: 1)
        await #expect(throws: SignInError.unknownLogin) { try await journey.open() }
    }

    @Test func `what a login was is remembered when it is gone`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        _ = try await journey.answer()
        try await tidy(world, after: 7200)
        #expect(try await world.trail(of: journey.id).map(\.event) == ["login.started", "login.granted"])
    }

    @Test func `a login on its way loses nothing`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        try await tidy(world, after: 300)
        guard case .proved = try await journey.enterPIN(journey.receiveCode(.ana)) else {
            Issue.record("not proved")
            return
        }
        let answer = try await journey.answer()
        try await tidy(world, after: 119)
        #expect(try await journey.earlierAnswer() == answer)
    }

    @Test func `limits are kept for as long as they count`() async throws {
        let world = try await BrokerWorld()
        for _ in 0..<10 {
            let journey = try await world.begin()
            try await journey.choose(.pin)
            guard case .sent = try await journey.requestPIN(.ana) else {
                Issue.record("not sent")
                return
            }
            try await tidy(world, after: 901)
        }
        let journey = try await world.begin()
        try await journey.choose(.pin)
        try await tidy(world, after: 1000)
        guard case .wait = try await journey.requestPIN(.ana) else {
            Issue.record("forgotten too early")
            return
        }
    }

    @Test func `wrong codes are remembered for a month, charges for a day`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        _ = try await journey.mistypePIN()
        func rows(_ statement: Statement) async throws -> Int {
            try await world.broker.database.read { try $0.rows(statement).count }
        }
        let guesses: Statement = "SELECT id FROM limit_events WHERE kind = 'guess'"
        try await tidy(world, after: 86_400)
        #expect(try await rows("SELECT id FROM charges") == 2)
        try await tidy(world, after: 3601)
        #expect(try await rows("SELECT id FROM charges") == 0)
        #expect(try await rows("SELECT id FROM limit_events WHERE kind <> 'guess'") == 0)
        try await tidy(world, after: 29 * 86_400 - 1)
        #expect(try await rows(guesses) == 1)
        try await tidy(world, after: 1)
        #expect(try await rows(guesses) == 0)
        #expect(try await rows("SELECT kind FROM limit_subjects") == 0)
    }

    @Test func `messages that were sent are deleted an hour later`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        await world.deliverMessages()
        try await tidy(world, after: 3601)
        #expect(try await world.broker.database.read { try OutboxStore($0).backlog().count } == 0)
    }
}
