import Broker
import Federation
import SAML
import Storage
import TestBroker
import TestFederation
import Testing

/// What services are told, and what citizens are shown of it before.
struct DisclosureTests {
    private static let more = ReleasePolicy.Rule(
        to: .everybody, .always,
        tell: [
            .init(.currentGivenName, as: "nombre", format: .basic), .init(.currentGivenName, as: "nombre"),
            .init(.values(["a", "b"]), as: "urn:fixed", friendlyName: "Fixed"),
        ])

    /// Two services that ask for nothing by themselves; what is decided about each is the recipe's.
    private func world(_ change: ReleasePolicy.Change) async throws -> BrokerWorld {
        var recipe = BrokerWorld.Recipe()
        let library = EntityID(rawValue: "https://biblioteca.example/saml")
        recipe.entries[library] = ServicePolicy(release: change)
        return try await BrokerWorld(recipe)
    }

    private func told(_ journey: Journey) async throws -> [Attribute] {
        try await journey.accept(journey.answer()).attributes
    }

    @Test func `the answer tells what was shown, under the names and formats of the rules`() async throws {
        let world = try await world(.replacing([Self.more]))
        let journey = try await world.begin(world.request(world.library), from: world.library).walkByPIN(.ana)
        let shown = AnswerPreview(try await journey.open(), by: world.signIn).disclosures
        let told = try await told(journey)
        #expect(told.map(\.name) == ["nombre", "nombre", "urn:fixed"])
        #expect(told.map(\.nameFormat) == [.basic, .uri, .uri])
        #expect(told.map { $0.values.map(\.text) } == [["Ana"], ["Ana"], ["a", "b"]])
        #expect(shown.map(\.name) == told.map(\.name))
        #expect(shown.map(\.format) == told.map(\.nameFormat))
    }

    @Test func `what is decided for one service is told to no other`() async throws {
        let world = try await world(.adding([Self.more]))
        let library = try await world.begin(world.request(world.library), from: world.library).walkByPIN(.ana)
        #expect(try await told(library).map(\.name).contains("nombre"))
        let office = try await world.begin().walkByPermanentKey(.ana)
        #expect(try await !told(office).map(\.name).contains("nombre"))
    }

    @Test func `rules that come after the citizen was shown add nothing`() async throws {
        let world = try await world(.adding([Self.more]))
        let journey = try await world.begin().walkByPIN(.ana)
        let shown = AnswerPreview(try await journey.open(), by: world.signIn).disclosures
        try await world.decide(world.library.entityID.rawValue, about: world.office)
        try await world.entities.register.refresh()
        #expect(AnswerPreview(try await journey.open(), by: world.signIn).disclosures == shown)
        let told = try await told(journey)
        #expect(told.map(\.name) == shown.map(\.name) && !told.isEmpty)
        #expect(!told.map(\.name).contains("nombre"))
    }

    @Test func `rules that go before the answer take away what was shown`() async throws {
        let world = try await world(.replacing([]))
        let journey = try await world.begin().walkByPIN(.ana)
        try await world.decide(world.library.entityID.rawValue, about: world.office)
        try await world.entities.register.refresh()
        #expect(AnswerPreview(try await journey.open(), by: world.signIn).disclosures.isEmpty)
        #expect(try await told(journey).isEmpty)
    }

    @Test func `what the signed request itself asks for is told, and the sector that it states is in the trail`()
        async throws
    {
        let world = try await BrokerWorld()
        let request = world.request(world.library) { draft in
            draft.extensions =
                EIDASExtensions(
                    spType: .private,
                    requestedAttributes: [RequestedAttribute(name: EIDASAttribute.dateOfBirth.name, isRequired: true)]
                ).xml
        }
        let journey = try await world.begin(request, from: world.library).walkByPIN(.ana)
        #expect(try await told(journey).map(\.name).contains(EIDASAttribute.dateOfBirth.name))
        let trail = try await world.database.read { try AuditStore($0).entries(limit: 10) }
        #expect(trail.count == 2 && trail.allSatisfy { $0.payload.contains("\"sector\":\"private\"") })
    }

    @Test func `entity attributes of metadata reach the rules`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.release = ReleasePolicy(rules: [
            .init(
                to: .having(entityAttribute: "http://macedir.org/entity-category", value: "urn:cat"), .always,
                tell: [.init(.currentGivenName)])
        ])
        let world = try await BrokerWorld(recipe)
        var member = TestServiceProvider()
        member.entityID = EntityID(rawValue: "https://miembro.example/saml")
        member.entityAttributes = [
            Attribute(
                name: "http://macedir.org/entity-category",
                values: [AttributeValue("urn:x"), AttributeValue("urn:cat")])
        ]
        try await world.add(member)
        try await world.entities.register.refresh()
        let inside = try await world.begin(world.request(member), from: member).walkByPIN(.ana)
        #expect(try await told(inside).map(\.name) == [CitizenAttribute.currentGivenName.name])
        let outside = try await world.begin().walkByPermanentKey(.bruno)
        #expect(try await told(outside).isEmpty)
    }
}
