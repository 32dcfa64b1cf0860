package import Foundation
package import SAML
package import XML

/// An AuthnRequest. A test changes one field before it is signed.
package struct RequestDraft: Sendable {
    package var id: MessageID
    package var version = "2.0"
    package var issueInstant: Date
    package var destination: String?
    package var issuer: Issuer?
    package var extensions: [XMLElement] = []
    package var subject: Subject?
    package var nameIDPolicy: NameIDPolicy? = NameIDPolicy(allowCreate: true)
    package var conditions: Conditions?
    package var requestedAuthnContext: RequestedAuthnContext?
    package var scoping: Scoping?
    package var forceAuthn: Bool?
    package var isPassive: Bool?
    package var replyTo = AuthnRequest.ReplyTo()
    package var attributeConsumingServiceIndex: UInt16?
    package var providerName: String?

    /// Creates a draft that all rules accept.
    package init(issuer: EntityID, destination: String, at now: Date) {
        id = MessageID(rawValue: "_" + UUID().uuidString)
        issueInstant = now
        self.destination = destination
        self.issuer = Issuer(issuer)
    }

    /// The request with the draft's values.
    package var message: AuthnRequest {
        AuthnRequest(
            id: id, version: version, issueInstant: issueInstant, destination: destination, issuer: issuer,
            extensions: extensions, subject: subject, nameIDPolicy: nameIDPolicy, conditions: conditions,
            requestedAuthnContext: requestedAuthnContext, scoping: scoping, forceAuthn: forceAuthn,
            isPassive: isPassive, replyTo: replyTo,
            attributeConsumingServiceIndex: attributeConsumingServiceIndex, providerName: providerName)
    }
}
