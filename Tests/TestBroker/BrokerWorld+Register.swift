package import Broker
import Citizens
package import Federation
import SAML
import Secrets
package import Storage
package import TestFederation
import XML

extension BrokerWorld {
    /// The operators' functions for the citizens of this world.
    package var citizens: CitizenRegister { CitizenRegister(database: database, passwords: passwords) }

    package func add(_ citizen: TestCitizen) async throws {
        let password = try citizen.password.map { text in try Password(text) }
        let addition = try await citizens.add(citizen.citizen, password: password, at: clock.now)
        guard addition == .added else { throw Trouble.notAdded(citizen.name, addition) }
        if citizen.isBlocked { _ = try await citizens.block(citizen.identifier, at: clock.now) }
    }

    /// Registers a service, as an operator does. The broker reads it at its next refresh.
    package func add(_ service: TestServiceProvider) async throws {
        try await register(service.entityID.rawValue, XMLWriter.canonical(service.descriptor.xml).bytes)
        if let policy = recipe.entries[service.entityID] { try await decide(policy, about: service) }
    }

    /// Stores octets in the register of entities, valid or not.
    package func register(_ entityID: String, _ octets: [UInt8]) async throws {
        let now = clock.now
        _ = try await database.write { try EntityStore($0).register(entityID, xml: octets, at: now) }
    }

    /// Stores decisions about a service, as an operator does. The broker reads them at its next refresh.
    ///
    /// - Parameter policy: nil deletes the decisions.
    package func decide(_ policy: ServicePolicy?, about service: TestServiceProvider) async throws {
        try await store(policy.map { .document(try $0.document(), text: nil) }, about: service)
    }

    /// Stores decisions about a service in any form, readable or not.
    package func store(_ decisions: StoredDecisions?, about service: TestServiceProvider) async throws {
        let name = service.entityID.rawValue
        _ = try await database.write { try EntityStore($0).decide(decisions, about: name) }
    }

    package func remove(_ service: TestServiceProvider) async throws {
        let name = service.entityID.rawValue
        _ = try await database.write { try EntityStore($0).remove(name) }
    }

    func populate() async throws {
        for citizen in recipe.citizens { try await add(citizen) }
        for service in [office, library] { try await add(service) }
    }

    package enum Trouble: Error {
        case notAdded(String, CitizenRegister.Addition)
        /// The text of the decisions is not the entityID of a service in the recipe.
        case unreadable(String)
        /// The request did not start a login.
        case notStarted
        /// No message arrived, or it had no code.
        case noCode
        /// The use case had another result than the helper expects.
        case unexpected(String)
    }
}

extension BrokerWorld.Recipe {
    /// Reads decisions that are stored as text. The text is an entityID: the recipe has the decisions about that
    /// service.
    package var decisions: DecisionReader {
        DecisionReader { [entries] words in
            guard let entry = entries[EntityID(rawValue: words)] else { throw BrokerWorld.Trouble.unreadable(words) }
            return entry
        }
    }
}

extension TestServiceProvider {
    package static var office: TestServiceProvider {
        var service = TestServiceProvider()
        service.nameIDFormats = [.persistent, .transient]
        let names =
            [EIDASAttribute.personIdentifier, .currentGivenName, .currentFamilyName, .dateOfBirth].map(\.name)
            + [ClaveAttribute.firstSurname.name]
        service.attributeConsumingServices = [
            AttributeConsumingService(
                index: 0, isDefault: true, names: [LocalizedText("Oficina", language: "es")],
                requestedAttributes: names.map { RequestedAttribute(name: $0, friendlyName: nil, isRequired: false) })
        ]
        return service
    }

    package static var library: TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://biblioteca.example/saml")
        service.location = "https://biblioteca.example/saml/acs"
        service.nameIDFormats = [.transient]
        service.attributeConsumingServices = []
        return service
    }
}
