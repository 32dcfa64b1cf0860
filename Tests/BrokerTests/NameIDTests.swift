import Broker
import Federation
import SAML
import TestBroker
import TestFederation
import Testing

/// The names that services know a person by.
struct NameIDTests {
    private func nameID(
        _ world: BrokerWorld, _ service: TestServiceProvider, _ format: NameIDFormat?, _ citizen: TestCitizen = .ana
    ) async throws -> NameID {
        world.clock.turn(by: .seconds(60))
        let request = world.request(service) { draft in
            draft.nameIDPolicy = format.map { NameIDPolicy(format: $0, allowCreate: true) }
        }
        let journey = try await world.begin(request, from: service).walkByPermanentKey(citizen)
        return try #require(try await journey.accept(journey.answer()).nameID)
    }

    @Test func `a persistent name stays, is another at another service, and another person's is another`() async throws
    {
        let world = try await BrokerWorld()
        let first = try await nameID(world, world.office, .persistent)
        #expect(try await nameID(world, world.office, .persistent) == first)
        #expect(try await nameID(world, world.office, nil) == first, "the service's metadata prefers it")
        let elsewhere = try await nameID(world, world.library, .persistent)
        #expect(elsewhere.value != first.value)
        #expect(try await nameID(world, world.office, .persistent, .bruno).value != first.value)
        #expect(first.spNameQualifier == world.office.entityID.rawValue)
        #expect(first.nameQualifier == BrokerWorld.entityID.rawValue)
        #expect(!first.value.contains("12345678"))
    }

    @Test func `a persistent name is the same by each method and before each broker`() async throws {
        let world = try await BrokerWorld()
        let first = try await nameID(world, world.office, .persistent)
        let other = try await world.another(seed: 2)
        let journey = try await other.begin().walkByCertificate(.fnmt)
        #expect(try await journey.accept(journey.answer()).nameID == first)
    }

    @Test func `a transient name is a new one each time`() async throws {
        let world = try await BrokerWorld()
        let first = try await nameID(world, world.office, .transient)
        #expect(first.format == .transient)
        #expect(try await nameID(world, world.office, .transient) != first)
        #expect(try await nameID(world, world.library, nil).format == .transient)
    }
}
