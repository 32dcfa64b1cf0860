import Broker
import Federation
import SAML
import TestBroker
import TestFederation
import Testing

struct EntityRegisterTests {
    private var newcomer: TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://nueva.example/saml")
        return service
    }

    @Test func `sees an entity that is added, and does not see one that is removed`() async throws {
        let world = try await BrokerWorld()
        let register = world.broker.entities
        #expect(register.serviceProvider(newcomer.entityID) == nil)
        try await world.add(newcomer)
        #expect(try await register.refresh())
        #expect(register.serviceProvider(newcomer.entityID)?.signingKeys == [newcomer.key.trusted])
        try await world.remove(newcomer)
        #expect(try await register.refresh())
        #expect(register.serviceProvider(newcomer.entityID) == nil)
        #expect(register.serviceProvider(world.office.entityID) != nil)
    }

    @Test func `reads nothing when nothing changed`() async throws {
        let world = try await BrokerWorld()
        #expect(try await !world.broker.entities.refresh())
    }

    @Test func `another broker sees what one has added`() async throws {
        let world = try await BrokerWorld()
        let other = try await world.another(seed: 2)
        try await world.add(newcomer)
        try await other.broker.entities.refresh()
        #expect(other.broker.entities.serviceProvider(newcomer.entityID) != nil)
    }

    @Test func `leaves out an entity that cannot be read, and serves the others`() async throws {
        let world = try await BrokerWorld()
        try await world.register("https://rota.example/saml", Array("<broken".utf8))
        try await world.add(newcomer)
        #expect(try await world.broker.entities.refresh())
        #expect(world.broker.entities.serviceProvider(EntityID(rawValue: "https://rota.example/saml")) == nil)
        #expect(world.broker.entities.serviceProvider(newcomer.entityID) != nil)
        _ = try await world.begin()
    }

    @Test func `names a service in the reader's language, and one that is gone by its name in the federation`()
        async throws
    {
        let world = try await BrokerWorld()
        let register = world.broker.entities
        #expect(register.name(of: world.office.entityID, in: "en") == "Oficina de pruebas")
        #expect(register.name(of: newcomer.entityID, in: "es") == "https://nueva.example/saml")
    }
}
