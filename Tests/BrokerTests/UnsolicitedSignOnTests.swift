import Broker
import Federation
import SAML
import Storage
import TestBroker
import TestFederation
import Testing

/// Tests unsolicited answers to services.
struct UnsolicitedSignOnTests {
    private static let library = EntityID(rawValue: "https://biblioteca.example/saml")

    private func world(_ policy: ServicePolicy) async throws -> BrokerWorld {
        var recipe = BrokerWorld.Recipe()
        recipe.entries[Self.library] = policy
        return try await BrokerWorld(recipe)
    }

    private func begin(_ world: BrokerWorld, _ query: String) async throws -> SingleSignOn.Beginning {
        try await SingleSignOn(world.signIn).begin(UnsolicitedRequest(query: query))
    }

    private static let query = "entity=https%3A%2F%2Fbiblioteca.example%2Fsaml&RelayState=estante"

    private func journey(_ world: BrokerWorld) async throws -> Journey {
        guard case .started(let open) = try await begin(world, Self.query) else { throw BrokerWorld.Trouble.notStarted }
        return Journey(
            world: world, service: world.library, request: open.login.request.message, id: open.login.id,
            handle: open.handle)
    }

    @Test func `is answered at the default address, at the minimum level, without InResponseTo`() async throws {
        let world = try await world(ServicePolicy(minimumLevel: .substantial, takesUnsolicited: true))
        let journey = try await journey(world)
        #expect(try await journey.open().login.requirement.acceptable == [.substantial, .high])
        let answer = try await journey.walkByPIN(.ana).answer()
        #expect(answer.destination == world.library.location)
        #expect(answer.relayState == "estante")
        let response = try world.authentic(answer).response
        #expect(response.inResponseTo == nil)
        let assertion = try #require(response.assertions.first)
        #expect(assertion.subject?.confirmations.first?.bounds?.inResponseTo == nil)
        #expect(assertion.authnStatements.first?.authnContextClass == .eidasSubstantial)
        let trail = try await world.database.read { try AuditStore($0).entries(limit: 10) }
        #expect(trail.map(\.event) == ["login.started", "login.granted"])
        #expect(trail.allSatisfy { $0.payload.contains(Self.library.rawValue) && !$0.payload.contains("request") })
    }

    @Test func `cancelling sends a refusal without InResponseTo`() async throws {
        let world = try await world(ServicePolicy(takesUnsolicited: true))
        let answer = try await journey(world).cancel()
        let response = try world.authentic(answer).response
        #expect(response.inResponseTo == nil && !response.status.isSuccess)
    }

    @Test func `is rejected unless the decision about the service allows it`() async throws {
        let world = try await world(ServicePolicy())
        await #expect(throws: Rejection.unsolicited(Self.library)) { _ = try await begin(world, Self.query) }
        let unknown = EntityID(rawValue: "https://nadie.example")
        await #expect(throws: Rejection.unknownServiceProvider(unknown)) {
            _ = try await begin(world, "entity=https://nadie.example")
        }
    }

    @Test func `is rejected when the decision is deleted before the answer`() async throws {
        let world = try await world(ServicePolicy(takesUnsolicited: true))
        let journey = try await journey(world).walkByPIN(.ana)
        try await world.decide(nil, about: world.library)
        try await world.entities.register.refresh()
        await #expect(throws: Rejection.unsolicited(Self.library)) { _ = try await journey.answer() }
    }

    @Test func `a second link starts a second login`() async throws {
        let world = try await world(ServicePolicy(takesUnsolicited: true))
        let first = try await journey(world)
        #expect(try await journey(world).id != first.id)
    }
}
