import Broker
import Citizens
import Federation
import Foundation
import Secrets
import TestBroker
import Testing

/// Tests the operator's functions of the register.
struct CitizenRegisterTests {
    private func emptyWorld() async throws -> BrokerWorld {
        var recipe = BrokerWorld.Recipe()
        recipe.citizens = []
        return try await BrokerWorld(recipe)
    }

    @Test func `returns a citizen as registered`() async throws {
        let world = try await emptyWorld()
        for citizen in [TestCitizen.ana, .pablo, .nora] {
            try await world.add(citizen)
            let entry = try #require(try await world.citizens.find(citizen.identifier))
            #expect(entry.citizen == (try citizen.citizen), "\(citizen)")
            #expect(entry.hasPassword && entry.registeredAt == world.clock.now)
        }
        #expect(try await world.citizens.find(TestCitizen.desconocida.identifier) == nil)
    }

    @Test func `rejects a document or telephone number that is already registered`() async throws {
        let world = try await emptyWorld()
        try await world.add(.ana)
        let register = world.citizens
        #expect(
            try await register.add(TestCitizen.ana.citizen, password: nil, at: world.clock.now) == .alreadyRegistered)
        let other = TestCitizen(
            name: "Otra", document: TestCitizen.bruno.document, surnames: ("Persona", nil), level: .basic,
            contrast: "31/12/2031", kind: .validUntil, phone: TestCitizen.ana.phone, password: nil)
        #expect(try await register.add(other.citizen, password: nil, at: world.clock.now) == .phoneTaken)
        #expect(try await register.find(other.identifier) == nil)
    }

    @Test(arguments: ["corta", "Ana-Espanola-1", "Mi-DNI-12345678"])
    func `rejects a password against the rules and does not register the citizen`(_ password: String) async throws {
        let world = try await emptyWorld()
        let addition = try await world.citizens.add(
            TestCitizen.ana.citizen, password: Password(password), at: world.clock.now)
        guard case .passwordRefused(let violations) = addition, !violations.isEmpty else {
            Issue.record("\(addition)")
            return
        }
        #expect(try await world.citizens.find(TestCitizen.ana.identifier) == nil)
    }

    @Test func `blocks and unblocks a citizen once each`() async throws {
        let world = try await BrokerWorld()
        let document = try TestCitizen.ana.identifier
        #expect(try await world.citizens.block(document, at: world.clock.now))
        #expect(try await world.citizens.find(document)?.citizen.status == .blocked)
        #expect(try await !world.citizens.block(document, at: world.clock.now))
        #expect(try await world.citizens.unblock(document))
        #expect(try await world.citizens.find(document)?.citizen.status == .active)
        #expect(try await !world.citizens.unblock(document))
        #expect(try await !world.citizens.block(TestCitizen.desconocida.identifier, at: world.clock.now))
        _ = try await world.begin().walkByPIN(.ana)
    }

    @Test func `a new password replaces the old one`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        let document = try TestCitizen.ana.identifier
        let change = try await world.citizens.setPassword(
            Password("Nueva-Clave-77"), of: document, at: world.clock.now)
        guard case .changed = change, case .wrong = try await journey.submitPassword(.ana),
            case .proved = try await journey.submitPassword(.ana, "Nueva-Clave-77")
        else {
            Issue.record("another outcome")
            return
        }
    }

    @Test func `sets no password for an unregistered document`() async throws {
        let world = try await BrokerWorld()
        let document = try TestCitizen.desconocida.identifier
        let change = try await world.citizens.setPassword(
            Password("Nueva-Clave-77"), of: document, at: world.clock.now)
        guard case .notRegistered = change else {
            Issue.record("\(change)")
            return
        }
    }

    @Test func `lists citizens page by page in the order of their documents`() async throws {
        let world = try await BrokerWorld()
        let all = TestCitizen.registered.map(\.document).sorted()
        let first = try await world.citizens.list(after: "", limit: 4).map(\.identifier.text)
        let rest = try await world.citizens.list(after: first.last ?? "", limit: 4).map(\.identifier.text)
        #expect(first + rest == all)
    }
}
