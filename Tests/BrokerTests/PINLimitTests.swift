import Broker
import Citizens
import Federation
import Foundation
import Storage
import TestBroker
import TestFederation
import Testing

/// How often a PIN is asked for and mistyped, with the clock turned by hand.
struct PINLimitTests {
    /// Asks for a PIN in a login of its own; when to come back, or nil.
    private func ask(
        _ world: BrokerWorld, _ citizen: TestCitizen = .ana, contrast: String? = nil, from address: String = "192.0.2.1"
    ) async throws -> Date? {
        let journey = try await world.begin()
        try await journey.choose(.pin)
        switch try await journey.requestPIN(citizen, contrast: contrast, from: address) {
        case .sent: return nil
        case .wait(let until): return until
        case .slip: throw BrokerWorld.Trouble.unexpected("a slip")
        }
    }

    @Test(arguments: [TestCitizen.ana, .desconocida, .blanca])
    func `half a minute passes between two, whoever asks`(_ citizen: TestCitizen) async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        #expect(try await ask(world, citizen) == nil)
        #expect(try await ask(world, citizen) == start + 30)
        world.clock.turn(by: .seconds(29))
        #expect(try await ask(world, citizen, from: "192.0.2.2") == start + 30)
        world.clock.turn(by: .seconds(1))
        #expect(try await ask(world, citizen) == nil)
    }

    @Test(arguments: [TestCitizen.ana, .desconocida, .blanca])
    func `five an hour, whoever asks`(_ citizen: TestCitizen) async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for _ in 0..<5 {
            #expect(try await ask(world, citizen) == nil)
            world.clock.turn(by: .seconds(31))
        }
        #expect(try await ask(world, citizen) == start + 3600)
        world.clock.turn(by: .seconds(3600 - 5 * 31))
        #expect(try await ask(world, citizen) == nil)
    }

    /// The bug: who asked too early and too often was told of the half minute, came back, and was told of the hour.
    @Test func `who may not ask is told when they may, not when to be refused again`() async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for _ in 0..<4 {
            #expect(try await ask(world) == nil)
            world.clock.turn(by: .seconds(30))
        }
        #expect(try await ask(world) == nil)
        #expect(try await ask(world) == start + 3600)
    }

    @Test func `ten a day`() async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for _ in 0..<10 {
            #expect(try await ask(world) == nil)
            world.clock.turn(by: .seconds(900))
        }
        #expect(try await ask(world) == start + 86_400)
        world.clock.turn(by: .seconds(86_400 - 9000))
        #expect(try await ask(world) == nil)
    }

    @Test func `one document's limits are not another's`() async throws {
        let world = try await BrokerWorld()
        #expect(try await ask(world, .ana) == nil)
        #expect(try await ask(world, .pablo) == nil)
        #expect(try await ask(world, .desconocida) == nil)
    }

    @Test func `thirty an hour from one address`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.citizens = []
        let world = try await BrokerWorld(recipe)
        let start = world.clock.now
        for number in 0..<30 { #expect(try await ask(world, TestCitizen.stranger(number)) == nil) }
        #expect(try await ask(world, TestCitizen.stranger(30)) == start + 3600)
        #expect(try await ask(world, TestCitizen.stranger(30), from: "192.0.2.9") == nil, "another address")
    }

    /// The bug: each document that somebody made up left rows behind, though its request was refused.
    @Test func `a flood of made-up documents leaves no rows once it is refused`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.citizens = []
        let world = try await BrokerWorld(recipe)
        func subjects() async throws -> Int {
            try await world.broker.database.read { try $0.rows("SELECT kind FROM limit_subjects").count }
        }
        for number in 0..<30 { #expect(try await ask(world, TestCitizen.stranger(number)) == nil) }
        let before = try await subjects()
        for number in 30..<40 { #expect(try await ask(world, TestCitizen.stranger(number)) != nil) }
        #expect(try await subjects() == before)
    }

    @Test func `ten wrong codes a day pause the claim's codes, and ask no PIN`() async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for _ in 0..<3 {
            let journey = try await world.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(.ana)
            for _ in 0..<3 { _ = try await journey.enterPIN("ZZZ", ownCode: "0000") }
            world.clock.turn(by: .seconds(31))
        }
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        let pin = try await journey.receiveCode(.ana)
        _ = try await journey.enterPIN("ZZZ", ownCode: "0000")
        guard case .wait(let until) = try await journey.enterPIN(pin) else {
            Issue.record("no pause")
            return
        }
        #expect(until == start + 86_400)
        world.clock.turn(by: .seconds(3600))
        #expect(try await ask(world) == start + 86_400)
        // The other methods stay open.
        _ = try await world.begin(.substantial).walkByCertificate(.fnmt)
        _ = try await world.begin(.low).walkByPermanentKey(.ana)
    }
}
