package import Foundation
import Octets
package import SAML
import XML
import XMLSecurity

/// A service provider that signs its requests.
package struct TestServiceProvider: Sendable {
    package var entityID = EntityID(rawValue: "https://oficina.example/saml")
    package var location = "https://oficina.example/saml/acs"
    package var key = TestKey.serviceProvider
    package var authnRequestsSigned = true
    package var wantAssertionsSigned = true
    package var nameIDFormats: [NameIDFormat] = []
    package var entityAttributes: [Attribute] = []
    /// Endpoints in addition to ``location``, which has index 0.
    package var otherServices: [AssertionConsumerService] = []
    package var singleLogoutServices: [Endpoint] = []
    package var attributeConsumingServices: [AttributeConsumingService] = [
        AttributeConsumingService(
            index: 0, isDefault: true, names: [LocalizedText("Oficina", language: "es")],
            requestedAttributes: [
                RequestedAttribute(
                    name: EIDASAttribute.personIdentifier.name,
                    friendlyName: EIDASAttribute.personIdentifier.friendlyName, isRequired: true)
            ])
    ]

    package init() {}

    /// The service's metadata.
    package var descriptor: EntityDescriptor {
        EntityDescriptor(
            entityID: entityID, attributes: entityAttributes,
            serviceProvider: SPSSODescriptor(
                role: RoleDescriptor(
                    keyDescriptors: [KeyDescriptor(use: nil, keys: [key.trusted])],
                    uiInfo: UIInfo(displayNames: [LocalizedText("Oficina de pruebas", language: "es")]),
                    singleLogoutServices: singleLogoutServices, nameIDFormats: nameIDFormats),
                authnRequestsSigned: authnRequestsSigned, wantAssertionsSigned: wantAssertionsSigned,
                assertionConsumerServices: [AssertionConsumerService(location: location, index: 0)] + otherServices,
                attributeConsumingServices: attributeConsumingServices))
    }

    /// Returns a request that all rules accept, except for the changes of `change`.
    package func request(
        to destination: String, at now: Date, _ change: (inout RequestDraft) -> Void = { _ in }
    ) -> AuthnRequest {
        var draft = RequestDraft(issuer: entityID, destination: destination, at: now)
        change(&draft)
        return draft.message
    }

    /// Returns the query of a redirect, signed with the service's key, or unsigned when `isSigned` is false.
    package func query(
        _ request: AuthnRequest, relayState: String? = nil, isSigned: Bool = true
    ) throws -> String {
        let url = try RedirectBinding.url(
            sending: request, to: "", relayState: relayState, signedWith: isSigned ? key.signing : nil)
        return String(url.dropFirst())
    }

    /// Returns the request for a form: the value of `SAMLRequest`.
    package func samlRequest(_ request: AuthnRequest, isSigned: Bool = true) throws -> String {
        guard isSigned else {
            return String(decoding: Base64.encode(try XMLWriter.canonical(request.xml).bytes), as: UTF8.self)
        }
        return try PostBinding.form(sending: request, to: "", signedWith: key.signing).fields[0].value
    }
}
