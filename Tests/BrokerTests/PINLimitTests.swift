import Broker
import Citizens
import Federation
import Foundation
import Storage
import TestBroker
import TestDatabases
import TestFederation
import Testing

/// Tests the limits of PIN requests. The test advances the clock.
struct PINLimitTests {
    /// Requests a PIN in a new login. Returns the pause, or nil.
    private func pause(
        _ world: BrokerWorld, _ citizen: TestCitizen = .ana, contrast: String? = nil, from address: String = "192.0.2.1"
    ) async throws -> Pause? {
        let journey = try await world.begin()
        try await journey.choose(.pin)
        switch try await journey.requestPIN(citizen, contrast: contrast, from: address) {
        case .sent: return nil
        case .wait(let pause): return pause
        case .formErrors: throw BrokerWorld.Trouble.unexpected("a slip")
        }
    }

    private func ask(
        _ world: BrokerWorld, _ citizen: TestCitizen = .ana, contrast: String? = nil, from address: String = "192.0.2.1"
    ) async throws -> Date? {
        try await pause(world, citizen, contrast: contrast, from: address)?.until
    }

    @Test(arguments: [TestCitizen.ana, .desconocida, .blanca])
    func `two requests must be 30 seconds apart, also for unregistered documents`(_ citizen: TestCitizen) async throws {
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
    func `five requests an hour are allowed, also for unregistered documents`(_ citizen: TestCitizen) async throws {
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

    /// The bug: a citizen with two limits exceeded was shown the wait of 30 seconds, and after it the wait of an hour.
    @Test func `the reported wait is the longest`() async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for _ in 0..<4 {
            #expect(try await ask(world) == nil)
            world.clock.turn(by: .seconds(30))
        }
        #expect(try await ask(world) == nil)
        #expect(try await ask(world) == start + 3600)
    }

    @Test func `ten requests a day are allowed`() async throws {
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

    @Test func `each document has its own limits`() async throws {
        let world = try await BrokerWorld()
        #expect(try await ask(world, .ana) == nil)
        #expect(try await ask(world, .pablo) == nil)
        #expect(try await ask(world, .desconocida) == nil)
    }

    /// The bug: requests for invented documents left rows behind, although they were refused.
    @Test func `refused requests for invented documents leave no rows`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.citizens = []
        let world = try await BrokerWorld(recipe)
        func rows() async throws -> Int {
            try await world.database.read { connection in
                try connection.rows("SELECT kind FROM limits").count
                    + connection.rows("SELECT kind FROM charges").count
            }
        }
        for number in 0..<60 { #expect(try await ask(world, TestCitizen.unregistered(number)) == nil) }
        let before = try await rows()
        for number in 60..<70 {
            #expect(try await pause(world, TestCitizen.unregistered(number))?.cause == .network)
        }
        #expect(try await rows() == before)
    }

    @Test func `the wait of the network is reported when it is longer than that of the messages`() async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for number in 0..<59 { #expect(try await ask(world, .unregistered(number)) == nil) }
        #expect(try await ask(world) == nil)
        #expect(try await pause(world) == Pause(until: start + 3600, cause: .network))
    }

    /// The attack: refused requests locked the row of the claim one after the other.
    @Test func `a refused request writes nothing, for each cause of the refusal`() async throws {
        try await TestDatabase.with(.inMemory) { test in
            let log = StatementLog()
            let quiet = try await BrokerWorld(on: test.database)
            let world = try await quiet.another(on: test.database.observed(by: log.observer), seed: 2)
            func expectRefusal(for cause: Pause.Cause, _ citizen: TestCitizen, from address: String) async throws {
                let journey = try await world.begin()
                try await journey.choose(.pin)
                log.clear()
                guard case .wait(let pause) = try await journey.requestPIN(citizen, from: address) else {
                    Issue.record("not refused")
                    return
                }
                #expect(pause.cause == cause)
                let writing = log.statements.filter { !$0.hasPrefix("SELECT") }
                #expect(writing.isEmpty, "\(cause)")
            }
            #expect(try await pause(world, .ana) == nil)
            try await expectRefusal(for: .messages, .ana, from: "192.0.2.2")
            for number in 0..<59 { #expect(try await pause(world, .unregistered(number)) == nil) }
            try await expectRefusal(for: .network, .bruno, from: "192.0.2.1")
            let journey = try await world.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(.bruno, from: "192.0.2.3")
            _ = try await journey.mistypePIN(from: "192.0.2.3")
            try await world.addGuesses(19)
            try await expectRefusal(for: .rest, .bruno, from: "192.0.2.4")
        }
    }

    /// The bug: six hundred requests a minute, right or wrong, blocked PIN for all citizens.
    @Test func `a flood from many addresses does not block PIN for other citizens`() async throws {
        let world = try await BrokerWorld()
        for number in 0..<630 {
            let address = "203.0.113.\(number % 63)"
            _ = try await ask(world, TestCitizen.unregistered(number), from: address)
        }
        #expect(try await ask(world, .ana, from: "198.51.100.7") == nil)
    }
}
