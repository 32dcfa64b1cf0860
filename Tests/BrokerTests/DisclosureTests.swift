import Broker
import Federation
import SAML
import Storage
import TestBroker
import TestFederation
import Testing

/// Tests the attributes in the answer, and the list of them that the citizen sees before.
struct DisclosureTests {
    private static let more = ReleasePolicy.Rule(
        to: .everybody, .always,
        release: [
            .init(.currentGivenName, as: "nombre", format: .basic), .init(.currentGivenName, as: "nombre"),
            .init(.values(["a", "b"]), as: "urn:fixed", friendlyName: "Fixed"),
        ])

    /// Two services that request no attributes. The recipe has the decisions about each.
    private func world(_ change: ReleasePolicy.Change) async throws -> BrokerWorld {
        var recipe = BrokerWorld.Recipe()
        let library = EntityID(rawValue: "https://biblioteca.example/saml")
        recipe.entries[library] = ServicePolicy(release: change)
        return try await BrokerWorld(recipe)
    }

    private func released(_ journey: Journey) async throws -> [Attribute] {
        try await journey.accept(journey.answer()).attributes
    }

    @Test func `the answer has the shown attributes with the names and formats of the rules`() async throws {
        let world = try await world(.replacing([Self.more]))
        let journey = try await world.begin(world.request(world.library), from: world.library).walkByPIN(.ana)
        let shown = AnswerPreview(try await journey.open(), by: world.signIn).disclosures
        let released = try await released(journey)
        #expect(released.map(\.name) == ["nombre", "nombre", "urn:fixed"])
        #expect(released.map(\.nameFormat) == [.basic, .uri, .uri])
        #expect(released.map { $0.values.map(\.text) } == [["Ana"], ["Ana"], ["a", "b"]])
        #expect(shown.map(\.name) == released.map(\.name))
        #expect(shown.map(\.format) == released.map(\.nameFormat))
    }

    @Test func `a rule for one service releases no attribute to another service`() async throws {
        let world = try await world(.adding([Self.more]))
        let library = try await world.begin(world.request(world.library), from: world.library).walkByPIN(.ana)
        #expect(try await released(library).map(\.name).contains("nombre"))
        let office = try await world.begin().walkByPermanentKey(.ana)
        #expect(try await !released(office).map(\.name).contains("nombre"))
    }

    @Test func `a rule added after the preview does not add attributes`() async throws {
        let world = try await world(.adding([Self.more]))
        let journey = try await world.begin().walkByPIN(.ana)
        let shown = AnswerPreview(try await journey.open(), by: world.signIn).disclosures
        try await world.decide(world.recipe.entries[world.library.entityID], about: world.office)
        try await world.entities.register.refresh()
        #expect(AnswerPreview(try await journey.open(), by: world.signIn).disclosures == shown)
        let released = try await released(journey)
        #expect(released.map(\.name) == shown.map(\.name) && !released.isEmpty)
        #expect(!released.map(\.name).contains("nombre"))
    }

    @Test func `a rule deleted before the answer removes its attributes`() async throws {
        let world = try await world(.replacing([]))
        let journey = try await world.begin().walkByPIN(.ana)
        try await world.decide(world.recipe.entries[world.library.entityID], about: world.office)
        try await world.entities.register.refresh()
        #expect(AnswerPreview(try await journey.open(), by: world.signIn).disclosures.isEmpty)
        #expect(try await released(journey).isEmpty)
    }

    @Test func `attributes of a signed request are released, and its SPType is in the audit trail`()
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
        #expect(try await released(journey).map(\.name).contains(EIDASAttribute.dateOfBirth.name))
        let trail = try await world.database.read { try AuditStore($0).entries(limit: 10) }
        #expect(trail.count == 2 && trail.allSatisfy { $0.payload.contains("\"sector\":\"private\"") })
    }

    @Test func `rules can match entity attributes of metadata`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.release = ReleasePolicy(rules: [
            .init(
                to: .having(entityAttribute: "http://macedir.org/entity-category", value: "urn:cat"), .always,
                release: [.init(.currentGivenName)])
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
        #expect(try await released(inside).map(\.name) == [CitizenAttribute.currentGivenName.name])
        let outside = try await world.begin().walkByPermanentKey(.bruno)
        #expect(try await released(outside).isEmpty)
    }
}
