import Foundation
import SAML

/// A person who is signed in, with the content of the assertion.
///
/// Identify an account by the issuer and the persistent NameID together, or by PersonIdentifier from an issuer that is
/// trusted for it. Never use a name or an e-mail address: they can pass to another person.
struct SignedIn: Hashable, Sendable {
    let procedure: Procedure
    let issuer: EntityID
    let nameID: NameID?
    let authnContextClass: AuthnContextClass?
    let attributes: [Attribute]
    let assertionID: MessageID
    let inResponseTo: MessageID
    let authnInstant: Date
    let sessionIndex: String?
    /// The latest end of the office's session, set by the identity provider.
    let sessionEnd: Date?
    let notBefore: Date?
    let notOnOrAfter: Date?
    let receivedAt: Date
    let responseIsSigned: Bool
    let assertionIsSigned: Bool

    /// Nil when the class is not one of the three levels. Then no procedure is allowed.
    var level: Level? { Level(authnContextClass) }

    /// The method, under the provider's name for it.
    var selectedIdP: String? { value(ClaveAttribute.selectedIdP.name) }
    var personIdentifier: String? { value(EIDASAttribute.personIdentifier.name) }

    /// The received given names and surnames. Nil when neither was received.
    var fullName: String? {
        let parts = [EIDASAttribute.currentGivenName, .currentFamilyName].compactMap { value($0.name) }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The attributes that metadata marks as required and that were not received.
    var missingAttributes: [String] {
        OwnMetadata.requestedAttributes.filter { $0.isRequired && value($0.name) == nil }
            .map { $0.friendlyName ?? $0.name }
    }

    func allows(_ procedure: Procedure) -> Bool {
        level.map { $0 >= procedure.level } ?? false
    }

    /// Returns the first value of the attribute with a Name. FriendlyName does not identify an attribute.
    private func value(_ name: String) -> String? {
        attributes.first { $0.name == name }?.values.first?.text
    }
}

extension SignedIn {
    init(
        _ accepted: AcceptedAssertion, in response: AuthenticResponse, to request: PendingRequest, at now: Date
    ) {
        let conditions = response.response.assertions.first?.conditions
        self.init(
            procedure: request.wish.procedure, issuer: accepted.issuer, nameID: accepted.nameID,
            authnContextClass: accepted.authnStatement.authnContextClass, attributes: accepted.attributes,
            assertionID: accepted.id, inResponseTo: request.id, authnInstant: accepted.authnStatement.authnInstant,
            sessionIndex: accepted.authnStatement.sessionIndex,
            sessionEnd: accepted.authnStatement.sessionNotOnOrAfter, notBefore: conditions?.notBefore,
            notOnOrAfter: conditions?.notOnOrAfter, receivedAt: now, responseIsSigned: response.responseIsSigned,
            assertionIsSigned: response.assertionIsSigned)
    }
}
