import Foundation
import Octets
import SAML
import TestFederation
import XML
import XMLSecurity

@testable import ExampleServiceProvider

/// An identity provider for one office. Verifies requests like a broker, and asserts the identity that a test sets.
struct TestIdentityProvider: Sendable {
    static let location = "https://idp.example/saml/sso"

    var entityID = EntityID(rawValue: "https://idp.example/saml/metadata")
    var key = TestKey.identityProvider

    /// The content of the answer. Each test changes one value.
    struct Answer: Sendable {
        var level: AuthnContextClass? = nil
        var authnInstant: Date?
        var nameID = NameID("_persistent-name", format: .persistent)
        var attributes = [
            EIDASAttribute.personIdentifier.attribute("ES/ES/12345678Z"),
            EIDASAttribute.currentGivenName.attribute("ALBA"),
            EIDASAttribute.currentFamilyName.attribute("EJEMPLO <PRIMERA>"),
            EIDASAttribute.dateOfBirth.attribute("1985-03-14"),
            ClaveAttribute.selectedIdP.attribute(ClaveAttribute.SelectedMethod.pin.rawValue),
        ]
        var signing = ResponseBuilder.Signing.both
        var assertionID: MessageID?
        var status: Status?
    }

    func metadata(
        validUntil: Date? = nil, signed: Bool = false, otherKeys: [TrustedKey] = []
    ) throws -> [UInt8] {
        let descriptor = EntityDescriptor(
            entityID: entityID, validUntil: validUntil,
            identityProvider: IDPSSODescriptor(
                role: RoleDescriptor(keyDescriptors: [KeyDescriptor(use: .signing, keys: [key.trusted] + otherKeys)]),
                singleSignOnServices: [
                    Endpoint(binding: .httpRedirect, location: Self.location),
                    Endpoint(binding: .httpPOST, location: Self.location),
                ]))
        guard signed else { return try XMLWriter.canonical(descriptor.xml).bytes }
        return try MetadataWriter(key: key.signing).document(descriptor, id: Self.newID()).bytes
    }

    /// Receives a request by HTTP-Redirect.
    func accepted(address: String, of office: [UInt8], at now: Date) throws -> AcceptedRequest {
        let query = String(address.drop { $0 != "?" }.dropFirst())
        return try accepted(try RedirectBinding.receive(AuthnRequest.self, query: query), of: office, at: now)
    }

    /// Accepts a received request of an office with this metadata.
    func accepted(_ received: Received<AuthnRequest>, of office: [UInt8], at now: Date) throws -> AcceptedRequest {
        let entity = try EntityDescriptor(decoding: office)
        let keys = entity.serviceProvider?.role.signingKeys ?? []
        return try AuthnRequestRules.accept(
            .signed(try received.verified(trusting: keys)), from: entity, at: Self.location, now: now)
    }

    /// Returns the value of `SAMLResponse`.
    func samlResponse(to request: AcceptedRequest, _ answer: Answer, at now: Date) throws -> String {
        let builder = ResponseBuilder(issuer: entityID, key: key.signing, signing: answer.signing)
        let document: CanonicalElement =
            if let status = answer.status {
                try builder.failure(to: request, status: status, id: Self.newID(), at: now)
            } else {
                try builder.success(
                    to: request,
                    ResponseBuilder.Statements(
                        nameID: answer.nameID,
                        authnStatement: AuthnStatement(
                            authnInstant: answer.authnInstant ?? now, sessionIndex: "_session",
                            authnContextClass: answer.level ?? request.requestedAuthnContext?.classReferences.first
                                ?? .eidasLow), attributes: answer.attributes),
                    ids: (Self.newID(), answer.assertionID ?? Self.newID()), at: now)
            }
        return String(decoding: Base64.encode(document.bytes), as: UTF8.self)
    }

    static func newID() -> MessageID { MessageID(random: Random.octets(MessageID.randomBytes)) }
}
