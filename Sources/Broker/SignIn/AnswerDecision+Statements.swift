import Federation
import Foundation
import SAML
import Secrets

/// The statements of an answer about the citizen.
extension AnswerDecision {
    /// Returns the NameID format of the answer to a request.
    static func nameIDFormat(
        for request: AcceptedRequest, of service: ServiceProvider
    ) throws(Refusal) -> NameIDFormat {
        do throws(NameIDPolicyRules.Violation) {
            return try NameIDPolicyRules.format(
                for: request.nameIDPolicy, naming: request.subject?.nameID, of: service.entityID,
                formats: service.nameIDFormats)
        } catch {
            switch error {
            case .format(_, let received): throw .invalidNameIDPolicy(requested: received.rawValue)
            case .spNameQualifier(_, let received): throw .invalidNameIDPolicy(requested: received)
            }
        }
    }

    /// Returns the citizen's NameID at this service: the persistent one, or a random one for this answer.
    ///
    /// - Parameter known: The citizen's persistent name at the service; nil when there is none yet.
    func nameID(
        for grant: Grant, request: AcceptedRequest, known: String?, of service: ServiceProvider, at now: Date
    ) async throws -> NameID {
        let format = try Self.nameIDFormat(for: request, of: service)
        let value: String
        if format != .persistent {
            value = Handle(random: signIn.random).text
        } else if let known {
            value = known
        } else {
            value = try await PersistentName(signIn).make(
                for: grant.authentication.person, answering: request, to: service, at: now)
        }
        let nameID = NameID(
            value, format: format,
            nameQualifier: service.policy.qualifiesNames ? signIn.settings.entityID.rawValue : nil,
            spNameQualifier: service.policy.qualifiesNames ? service.entityID.rawValue : nil)
        guard request.accepts(nameID, from: signIn.settings.entityID) else {
            throw Refusal.obstacle(.unknownPrincipal)
        }
        return nameID
    }

    func statements(
        _ grant: Grant, _ nameID: NameID, _ sessionIndex: String, until sessionEnd: Date?, for login: Login,
        of service: ServiceProvider
    ) -> ResponseBuilder.Statements {
        let disclosures = signIn.entities.disclosures(of: login, to: service)
        let identifiers = signIn.entities.identifiers(
            of: grant.authentication.person.principal, in: disclosures, for: service.entityID)
        return ResponseBuilder.Statements(
            nameID: nameID,
            authnStatement: AuthnStatement(
                authnInstant: grant.authentication.instant, sessionIndex: sessionIndex, sessionNotOnOrAfter: sessionEnd,
                authnContextClass: service.classReference(of: grant.level, for: login.request)),
            attributes: disclosures.compactMap {
                $0.attribute(of: grant.authentication, identifiedAs: identifiers)
            })
    }
}
