import Foundation
import SAML
import TestFederation
import XMLSecurity

/// A service and its request, with the same kind of key at both ends. Most rows measure it.
struct Subject {
    let name: String
    let key: TestKey
    let service: TestServiceProvider
    let request: AuthnRequest
    let accepted: AcceptedRequest
    let now: Date

    static let identityProvider = EntityID(rawValue: "https://aldaba.example/saml/metadata")
    static let location = "https://aldaba.example/saml/sso"

    /// Returns the subjects with the keys of this process, which are created and parsed once.
    static func all() throws -> [Subject] {
        [try Subject(.identityProvider), try Subject(.ellipticCurve)]
    }

    init(_ key: TestKey) throws {
        name = key.trusted.kind.name
        self.key = key
        now = Date()
        service = Subject.office(signingWith: key)
        request = service.request(to: Self.location, at: now) { draft in
            draft.requestedAuthnContext = RequestedAuthnContext(comparison: .minimum, classes: [.eidasLow])
        }
        let query = try service.query(request, relayState: "ticket-1234")
        accepted = try Self.accept(query, from: service.descriptor, at: now)
    }

    /// Returns a service that requests all attributes and persistent NameIDs.
    static func office(signingWith key: TestKey) -> TestServiceProvider {
        var service = TestServiceProvider()
        service.key = key
        service.nameIDFormats = [.persistent]
        let names =
            EIDASAttribute.allCases.filter(\.isMandatory).map(\.name) + [ClaveAttribute.firstSurname.name]
        service.attributeConsumingServices = [
            AttributeConsumingService(
                index: 0, isDefault: true, names: [LocalizedText("Oficina", language: "es")],
                requestedAttributes: names.map { RequestedAttribute(name: $0, friendlyName: nil, isRequired: false) })
        ]
        return service
    }

    /// Receives and accepts the text of a query.
    static func accept(_ query: String, from entity: EntityDescriptor, at now: Date) throws -> AcceptedRequest {
        try accept(RedirectBinding.receive(AuthnRequest.self, query: query), from: entity, at: now)
    }

    /// Accepts a received request.
    static func accept(
        _ received: Received<AuthnRequest>, from entity: EntityDescriptor, at now: Date
    ) throws -> AcceptedRequest {
        let keys = entity.serviceProvider?.role.signingKeys ?? []
        return try AuthnRequestRules.accept(
            .signed(try received.verified(trusting: keys)), from: entity, at: location, now: now)
    }
}
