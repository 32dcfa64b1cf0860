import Broker
import Citizens
import Federation
import Foundation
import Storage
import Synchronization
import TestBroker
import TestDatabases
import Testing

struct OutboxDispatcherTests {
    /// Puts a PIN into the outbox.
    private func waiting(_ world: BrokerWorld, _ citizen: TestCitizen = .ana) async throws -> Journey {
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(citizen)
        return journey
    }

    private func backlog(_ world: BrokerWorld) async throws -> Int {
        try await world.database.read { try OutboxStore($0).backlog().count }
    }

    @Test func `sends a message once`() async throws {
        let world = try await BrokerWorld()
        _ = try await waiting(world)
        for _ in 0..<3 { await world.deliverMessages() }
        #expect(world.telephone.messages.map(\.recipient.text) == [TestCitizen.ana.phone])
    }

    @Test func `a temporary failure is retried with growing delays`() async throws {
        let world = try await BrokerWorld()
        _ = try await waiting(world)
        world.telephone.refuse(.temporary("busy"), .temporary("busy"), .temporary("busy"))
        await world.deliverMessages()
        for seconds in [2, 4, 8] {
            #expect(world.telephone.messages.isEmpty)
            world.clock.turn(by: .seconds(seconds) - .milliseconds(1))
            await world.deliverMessages()
            #expect(world.telephone.messages.isEmpty, "before \(seconds) s")
            world.clock.turn(by: .milliseconds(1))
            await world.deliverMessages()
        }
        #expect(world.telephone.messages.count == 1)
    }

    @Test func `a permanent failure is not retried`() async throws {
        let world = try await BrokerWorld()
        _ = try await waiting(world)
        world.telephone.refuse(.permanent("no such number"))
        await world.deliverMessages()
        world.clock.turn(by: .seconds(120))
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        #expect(try await backlog(world) == 0)
    }

    @Test func `an expired message is not sent`() async throws {
        let world = try await BrokerWorld()
        _ = try await waiting(world)
        world.clock.turn(by: .seconds(600))
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        #expect(try await backlog(world) == 0)
    }

    @Test func `sends more than one batch at once`() async throws {
        let world = try await BrokerWorld()
        for _ in 0..<9 {
            for citizen in [TestCitizen.ana, .pablo, .bruno, .nora] { _ = try await waiting(world, citizen) }
            world.clock.turn(by: .seconds(31))
            if try await backlog(world) == 20 { break }
        }
        let count = try await backlog(world)
        #expect(count > 16)
        await world.deliverMessages()
        #expect(world.telephone.messages.count == count)
    }

    @Test(arguments: TestEngine.shared) func `two dispatchers never send one message twice`(
        _ engine: TestEngine
    ) async throws {
        try await TestDatabase.with(engine) { test in
            let first = try await BrokerWorld(on: test.database)
            let database = try await test.another()
            let second = try await first.another(on: database, seed: 2)
            for _ in 0..<5 {
                for citizen in [TestCitizen.ana, .pablo, .bruno, .nora] { _ = try await waiting(first, citizen) }
                first.clock.turn(by: .seconds(31))
            }
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask { await (number % 2 == 0 ? first : second).deliverMessages() }
                }
            }
            // Each citizen has five messages. Each message has its own PIN and login, so the texts differ.
            #expect(first.telephone.messages.count == 20)
            await database.close()
        }
    }

    @Test func `a message claimed by a lost dispatcher is sent by the next one 30 seconds later`() async throws {
        let world = try await BrokerWorld()
        _ = try await waiting(world)
        let now = world.clock.now
        _ = try await world.database.write { try OutboxStore($0).claim(1, until: now + 30, at: now) }
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        world.clock.turn(by: .seconds(30))
        await world.deliverMessages()
        #expect(world.telephone.messages.count == 1)
    }

    /// The bug: a dispatcher that was stopped after the gateway had accepted a message did not record that, and the
    /// next dispatcher sent it a second time.
    @Test func `a dispatcher that is stopped during a send records the sent message`() async throws {
        let world = try await BrokerWorld()
        _ = try await waiting(world)
        let telephone = world.telephone
        let dispatcher = world.dispatcher { message in
            try await telephone.gateway.send(message)
            withUnsafeCurrentTask { $0?.cancel() }
        }
        await Task { await dispatcher.dispatchAll() }.value
        #expect(telephone.messages.count == 1)
        #expect(try await backlog(world) == 0)
        world.clock.turn(by: .seconds(120))
        await world.deliverMessages()
        #expect(telephone.messages.count == 1)
    }

    @Test func `a message sealed with another key is not sent`() async throws {
        let world = try await BrokerWorld()
        let now = world.clock.now
        try await world.database.write {
            try OutboxStore($0).enqueue(
                .init(recipient: [1, 2, 3], text: [4, 5, 6], notAfter: now + 600), at: now)
        }
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        #expect(try await backlog(world) == 0)
    }

    @Test func `the outbox stores no telephone number and no code in plain text`() async throws {
        let world = try await BrokerWorld()
        let journey = try await waiting(world)
        let now = world.clock.now
        let claimed = try await world.database.write {
            try OutboxStore($0).claim(1, until: now + 30, at: now)
        }
        world.clock.turn(by: .seconds(30))
        let pin = try await journey.receiveCode(.ana)
        let message = try #require(claimed.first?.message)
        for octets in [message.recipient ?? [], message.text] {
            let text = String(decoding: octets, as: UTF8.self)
            #expect(!text.contains("600000001") && !text.contains(": \(pin)"))
        }
    }
}
