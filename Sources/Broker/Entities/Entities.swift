package import Federation
package import SAML
package import Secrets

/// The services of the federation: their entries, and what the broker releases to each of them.
package struct Entities: Sendable {
    package let register: EntityRegister
    /// Reads and verifies slow messages of services on its own thread, with a bounded queue.
    package let verifications: VerificationLane
    /// The broker's own entity ID.
    private let issuer: EntityID
    private let release: ReleasePolicy
    /// The domain that assigns the subject identifiers.
    private let scope: String
    private let keys: KeyRing

    package init(
        register: EntityRegister, settings: BrokerSettings, keys: KeyRing,
        verifications: VerificationLane = VerificationLane()
    ) {
        self.register = register
        self.verifications = verifications
        issuer = settings.entityID
        release = settings.release
        scope = settings.subjectIdentifierScope
        self.keys = keys
    }

    /// Returns the entry of a service; nil when it is not registered.
    package func serviceProvider(_ id: EntityID) -> ServiceProvider? { register.serviceProvider(id) }

    /// Returns the service's display name, in that language if its metadata has it; otherwise the entity ID.
    package func name(of service: EntityID, in language: String) -> String {
        serviceProvider(service)?.name(in: language) ?? service.rawValue
    }
}

// MARK: Release of attributes

extension Entities {
    /// Returns the attributes that the answer to a request may release to the service.
    func disclosures(for request: AcceptedRequest, to service: ServiceProvider) -> [Disclosure] {
        release.changed(by: service.policy.release)
            .disclosures(for: request, entityAttributes: service.descriptor.attributes)
    }

    /// Returns the attributes that the citizen was shown, restricted to those that are still allowed. A rule changed
    /// during the login can remove an attribute. It cannot add one that the citizen was not shown.
    func disclosures(of login: Login, to service: ServiceProvider) -> [Disclosure] {
        let allowed = Set(disclosures(for: login.request, to: service))
        return login.disclosures.filter(allowed.contains)
    }

    /// Returns the identifiers that these disclosures release to a service.
    ///
    /// They are keyed hashes, written in digits and lowercase letters, so two identifiers never differ only by case.
    /// They are the same at each login and each broker.
    ///
    /// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §3.3.2, §3.4.2.
    func identifiers(
        of person: Principal, in disclosures: [Disclosure], for service: EntityID
    ) -> [SubjectIdentifier] {
        SubjectIdentifier.Kind.allCases.filter { kind in disclosures.contains { $0.content == .identifier(kind) } }
            .compactMap { kind in
                let hash =
                    switch kind {
                    case .subjectID: keys.identifiers.hash("subject-id", person.text)
                    case .pairwiseID: keys.identifiers.hash("pairwise-id", person.text, service.rawValue)
                    }
                return SubjectIdentifier(kind, uniqueID: hash.hexadecimal, scope: scope)
            }
    }
}
