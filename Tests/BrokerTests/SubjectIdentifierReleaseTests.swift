import Broker
import Federation
import SAML
import TestBroker
import TestFederation
import Testing

/// Tests the subject identifiers that services request in their metadata.
struct SubjectIdentifierReleaseTests {
    /// Returns a service whose metadata requests this identifier.
    private static func service(_ name: String, _ signal: String) -> TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://\(name).example/saml")
        service.attributeConsumingServices = []
        service.entityAttributes = [
            Attribute(name: SubjectIdentifierRequirement.attributeName, values: [AttributeValue(signal)])
        ]
        return service
    }

    private func released(
        _ world: BrokerWorld, _ service: TestServiceProvider, _ citizen: TestCitizen = .ana
    ) async throws -> [SubjectIdentifier] {
        world.clock.turn(by: .seconds(60))
        let journey = try await world.begin(world.request(service), from: service).walkByPermanentKey(citizen)
        return try await journey.accept(journey.answer()).attributes.compactMap { SubjectIdentifier($0) }
    }

    private func world(_ services: TestServiceProvider...) async throws -> BrokerWorld {
        let world = try await BrokerWorld()
        for service in services { try await world.add(service) }
        try await world.entities.register.refresh()
        return world
    }

    @Test func `pairwise-id is stable and differs by service and by citizen`() async throws {
        let (one, two) = (Self.service("uno", "pairwise-id"), Self.service("dos", "any"))
        let world = try await world(one, two)
        let first = try await released(world, one)
        #expect(first.map(\.kind) == [.pairwiseID])
        #expect(first.first?.scope == "aldaba.example")
        #expect(try await released(world, one) == first)
        #expect(try await released(world, two) != first)
        #expect(try await released(world, one, .bruno) != first)
        let value = try #require(first.first?.uniqueID)
        #expect(value == value.lowercased() && value.utf8.count >= 32)
        #expect(!value.contains("12345678"))
    }

    @Test func `subject-id is the same at each service and each broker`() async throws {
        let (one, two) = (Self.service("uno", "subject-id"), Self.service("dos", "subject-id"))
        let world = try await world(one, two)
        let first = try await released(world, one)
        #expect(first.map(\.kind) == [.subjectID])
        #expect(try await released(world, two) == first)
        #expect(try await released(world, one, .bruno) != first)
        let other = try await world.another(seed: 2)
        #expect(try await released(other, one) == first)
    }

    @Test func `a service that requests none, or does not state it, gets no identifier`() async throws {
        let none = Self.service("nada", "none")
        let world = try await world(none)
        #expect(try await released(world, none).isEmpty)
        #expect(try await released(world, world.library).isEmpty)
    }
}
