import Broker
import Federation
import SAML
import Storage
import TestBroker
import TestFederation
import Testing

struct EntityRegisterTests {
    private var newcomer: TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://nueva.example/saml")
        return service
    }

    @Test func `finds an added entity and does not find a removed one`() async throws {
        let world = try await BrokerWorld()
        let register = world.entities.register
        #expect(register.serviceProvider(newcomer.entityID) == nil)
        try await world.add(newcomer)
        #expect(try await register.refresh())
        #expect(register.serviceProvider(newcomer.entityID)?.signingKeys == [newcomer.key.trusted])
        try await world.remove(newcomer)
        #expect(try await register.refresh())
        #expect(register.serviceProvider(newcomer.entityID) == nil)
        #expect(register.serviceProvider(world.office.entityID) != nil)
    }

    @Test func `reads no entities when nothing has changed`() async throws {
        let world = try await BrokerWorld()
        #expect(try await !world.entities.register.refresh())
    }

    @Test func `another broker finds an entity that one broker has added`() async throws {
        let world = try await BrokerWorld()
        let other = try await world.another(seed: 2)
        try await world.add(newcomer)
        try await other.entities.register.refresh()
        #expect(other.entities.serviceProvider(newcomer.entityID) != nil)
    }

    @Test func `skips an unreadable entity and serves the others`() async throws {
        let world = try await BrokerWorld()
        try await world.register("https://rota.example/saml", Array("<broken".utf8))
        try await world.add(newcomer)
        #expect(try await world.entities.register.refresh())
        #expect(world.entities.serviceProvider(EntityID(rawValue: "https://rota.example/saml")) == nil)
        #expect(world.entities.serviceProvider(newcomer.entityID) != nil)
        _ = try await world.begin()
    }

    @Test func `applies new decisions about an entity and their deletion`() async throws {
        let world = try await BrokerWorld()
        let register = world.entities.register
        func level() -> LevelOfAssurance? { register.serviceProvider(world.office.entityID)?.policy.minimumLevel }
        #expect(level() == .low)
        try await world.decide(ServicePolicy(minimumLevel: .high), about: world.office)
        #expect(try await register.refresh())
        #expect(level() == .high)
        let offered = try await world.begin(.low).open().login.offers.filter(\.isOffered).map(\.method)
        #expect(offered == [.certificate])
        try await world.add(world.office)
        try await register.refresh()
        #expect(level() == .high)
        try await world.decide(nil, about: world.office)
        #expect(try await register.refresh())
        #expect(level() == .low)
    }

    @Test func `reads decisions of the release before from their text, and otherwise from their document`()
        async throws
    {
        var recipe = BrokerWorld.Recipe()
        let strict = "https://modelo.example/saml"
        recipe.entries = [EntityID(rawValue: strict): ServicePolicy(minimumLevel: .high)]
        let world = try await BrokerWorld(recipe)
        let document = try ServicePolicy(minimumLevel: .substantial).document()
        let forms: [(StoredDecisions, LevelOfAssurance)] = [
            (.text(strict), .high), (.document(document, text: strict), .substantial),
            (.document(document, text: nil), .substantial), (.document(document, text: "unreadable"), .substantial),
        ]
        for (decisions, level) in forms {
            try await world.store(decisions, about: world.office)
            try await world.entities.register.refresh()
            let service = try #require(world.entities.serviceProvider(world.office.entityID))
            #expect(service.policy.minimumLevel == level, "\(decisions)")
        }
    }

    @Test(arguments: [
        (StoredDecisions.text("nivel: alto"), "unreadable"),
        (
            .document(#"{"version":2}"#, text: "minimum-level: high"),
            "decisions of version 2, this broker reads up to 1"
        ),
        (.document("minimum-level: high", text: nil), "the document is not JSON"),
        (.document("", text: "https://modelo.example/saml"), "the document is not JSON"),
    ])
    func `skips an entity with unreadable decisions`(
        _ decisions: StoredDecisions, _ cause: String
    ) async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries = [EntityID(rawValue: "https://modelo.example/saml"): ServicePolicy(minimumLevel: .high)]
        let world = try await BrokerWorld(recipe)
        try await world.store(decisions, about: world.office)
        #expect(try await world.entities.register.refresh())
        #expect(world.entities.serviceProvider(world.office.entityID) == nil)
        #expect(world.entities.serviceProvider(world.library.entityID) != nil)
        await #expect(throws: Rejection.self) { try await world.begin() }

        let lines = LogLines()
        let logged = EntityRegister(database: world.database, decisions: recipe.decisions, log: lines.logger)
        try await logged.refresh()
        let entity = world.office.entityID.rawValue
        #expect(lines.all.contains { $0.contains(entity) && $0.contains(cause) }, "\(lines.all)")
    }

    @Test func `names a service in the reader's language, also after its removal`()
        async throws
    {
        let world = try await BrokerWorld()
        let register = world.entities
        #expect(register.name(of: world.office.entityID, in: "en") == "Oficina de pruebas")
        #expect(register.name(of: newcomer.entityID, in: "es") == "https://nueva.example/saml")
    }
}
