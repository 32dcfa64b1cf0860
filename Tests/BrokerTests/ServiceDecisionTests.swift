import Broker
import Federation
import Foundation
import SAML
import TestBroker
import TestFederation
import Testing

/// Tests how decisions about a service change its answers.
struct ServiceDecisionTests {
    private static let service: TestServiceProvider = {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://tramites.example/saml")
        service.wantAssertionsSigned = false
        return service
    }()

    private func answer(
        _ policy: ServicePolicy, _ service: TestServiceProvider = service,
        _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> (world: BrokerWorld, response: AuthenticResponse, assertion: Assertion) {
        var recipe = BrokerWorld.Recipe()
        recipe.entries[service.entityID] = policy
        let world = try await BrokerWorld(recipe)
        try await world.add(service)
        try await world.entities.register.refresh()
        let journey = try await world.begin(world.request(service, change: change), from: service)
            .walkByPermanentKey(.ana)
        let authentic = try world.authentic(await journey.answer())
        return (world, authentic, try #require(authentic.response.assertions.first))
    }

    @Test func `without decisions the NameID is transient and qualified, and sessions have no end`() async throws {
        let (world, _, assertion) = try await answer(ServicePolicy())
        let name = try #require(assertion.subject?.nameID)
        #expect(name.format == .transient)
        #expect(name.nameQualifier == BrokerWorld.entityID.rawValue)
        #expect(name.spNameQualifier == Self.service.entityID.rawValue)
        #expect(assertion.authnStatements.first?.sessionNotOnOrAfter == nil)
        #expect(assertion.conditions?.notBefore == world.clock.now - 60)
    }

    @Test func `a decision sets the NameID format, allows its creation and omits qualifiers`() async throws {
        let policy = ServicePolicy(nameIDFormat: .persistent, qualifiesNames: false)
        let (_, _, assertion) = try await answer(policy) { $0.nameIDPolicy = NameIDPolicy() }
        let name = try #require(assertion.subject?.nameID)
        #expect(name.format == .persistent)
        #expect(name.nameQualifier == nil && name.spNameQualifier == nil)
    }

    @Test func `metadata and request override the NameID format of the decision`() async throws {
        var listed = Self.service
        listed.nameIDFormats = [.transient]
        let policy = ServicePolicy(nameIDFormat: .persistent)
        #expect(try await answer(policy, listed).assertion.subject?.nameID?.format == .transient)
        let asked = try await answer(policy) { $0.nameIDPolicy = NameIDPolicy(format: .transient) }
        #expect(asked.assertion.subject?.nameID?.format == .transient)
    }

    @Test func `decisions set SessionNotOnOrAfter and NotBefore`() async throws {
        let policy = ServicePolicy(sessionLifetime: .seconds(1_200), backdating: .seconds(5))
        let (world, _, assertion) = try await answer(policy)
        #expect(assertion.authnStatements.first?.sessionNotOnOrAfter == world.clock.now + 1_200)
        #expect(assertion.conditions?.notBefore == world.clock.now - 5)
        #expect(assertion.conditions?.notOnOrAfter == world.clock.now + 300)
        let long = try await answer(ServicePolicy(sessionLifetime: .seconds(86_400)))
        #expect(
            long.assertion.authnStatements.first?.sessionNotOnOrAfter == long.world.clock.now + 28_800,
            "our session ends by then")
    }

    @Test func `metadata can require a signed assertion although the decision only signs the Response`() async throws {
        let policy = ServicePolicy(signing: .response)
        #expect(try await !answer(policy).response.assertionIsSigned)
        var strict = Self.service
        strict.wantAssertionsSigned = true
        let (_, response, _) = try await answer(policy, strict)
        #expect(response.assertionIsSigned && response.responseIsSigned)
    }
}
