package import Broker
import Citizens
import Federation
import SAML
import Secrets
import Storage
package import TestFederation
import XML

extension BrokerWorld {
    /// What operators do with the citizens of this world.
    package var citizens: CitizenRegister { CitizenRegister(database: broker.database, passwords: broker.passwords) }

    package func add(_ citizen: TestCitizen) async throws {
        let password = try citizen.password.map { text in try Password(text) }
        let addition = try await citizens.add(citizen.citizen, password: password, at: clock.now)
        guard addition == .added else { throw Trouble.notAdded(citizen.name, addition) }
        if citizen.isBlocked { _ = try await citizens.block(citizen.identifier, at: clock.now) }
    }

    /// Registers a service, as an operator would; the broker sees it at its next look.
    package func add(_ service: TestServiceProvider) async throws {
        try await register(service.entityID.rawValue, XMLWriter.canonical(service.descriptor.xml).bytes)
        if recipe.entries[service.entityID] != nil { try await decide(service.entityID.rawValue, about: service) }
    }

    /// Puts octets into the register of entities, whatever they are.
    package func register(_ entityID: String, _ octets: [UInt8]) async throws {
        let now = clock.now
        _ = try await broker.database.write { try EntityStore($0).register(entityID, xml: octets, at: now) }
    }

    /// Decides about a service, as an operator would; the broker sees it at its next look.
    ///
    /// - Parameter words: the name of a service for what the recipe decides about that one; anything else cannot be
    ///   read; nil drops what was decided.
    package func decide(_ words: String?, about service: TestServiceProvider) async throws {
        let name = service.entityID.rawValue
        _ = try await broker.database.write { try EntityStore($0).decide(words, about: name) }
    }

    package func remove(_ service: TestServiceProvider) async throws {
        let name = service.entityID.rawValue
        _ = try await broker.database.write { try EntityStore($0).remove(name) }
    }

    func populate() async throws {
        for citizen in recipe.citizens { try await add(citizen) }
        for service in [office, library] { try await add(service) }
    }

    package enum Trouble: Error {
        case notAdded(String, CitizenRegister.Addition)
        /// Words that decide nothing.
        case unreadable(String)
        /// The request did not begin a login.
        case notStarted
        /// No message came, or it had no code.
        case noCode
        /// The use case went another way than the walker expected.
        case unexpected(String)
    }
}

extension BrokerWorld.Recipe {
    /// Words are the names of services: what is decided in them is what the recipe has about that one.
    var decisions: DecisionReader {
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
