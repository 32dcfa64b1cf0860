import Foundation
import SAML

/// Somebody for whom the identity provider vouches, and all that it told.
///
/// An account belongs to the issuer and the persistent NameID together, or to PersonIdentifier from an issuer that may
/// vouch for it: never to a name or an address, which change hands.
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
    /// When the identity provider wants the office's session to be over at the latest.
    let sessionEnd: Date?
    let notBefore: Date?
    let notOnOrAfter: Date?
    let receivedAt: Date
    let responseIsSigned: Bool
    let assertionIsSigned: Bool

    /// Nil when the class is none of the three levels: such a proof is good for no procedure.
    var level: Level? { Level(authnContextClass) }

    /// Which method served, as the provider names it.
    var selectedIdP: String? { value(ClaveAttribute.selectedIdP.name) }
    var personIdentifier: String? { value(EIDASAttribute.personIdentifier.name) }

    /// Given names and surnames as far as they were told, or nil.
    var fullName: String? {
        let parts = [EIDASAttribute.currentGivenName, .currentFamilyName].compactMap { value($0.name) }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The attributes that metadata marks as required and that did not come.
    var missingAttributes: [String] {
        OwnMetadata.requestedAttributes.filter { $0.isRequired && value($0.name) == nil }
            .map { $0.friendlyName ?? $0.name }
    }

    func allows(_ procedure: Procedure) -> Bool {
        level.map { $0 >= procedure.level } ?? false
    }

    /// The first value of the attribute with that Name; FriendlyName identifies nothing.
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
