import Federation
import Foundation
import SAML
import Secrets
import Storage
import XML

/// Decides which attributes are released to a service after a citizen has proved their identity. It stores nothing
/// except a new persistent name.
struct AnswerDecision {
    let signIn: SignIn
    let visitor: Visitor?

    /// - Parameters:
    ///   - login: A proved login.
    ///   - session: The session of this browser; nil when it has none.
    ///   - person: The stored row of the person at the service; nil for a person without a row.
    ///   - isResumed: Whether that session has proved the login.
    ///   - consent: The citizen's new answer to the consent question; nil when the question was not asked.
    /// - Throws: `Refusal`; `Rejection`; `SignInError.consentMissing`; a storage fault.
    func grant(
        _ login: Login, session: OpenSession?, person: PersonRow?, isResumed: Bool, consent: ConsentChoice?,
        at now: Date
    ) async throws -> GrantedAnswer {
        let grant = try Grant.grant(login, by: signIn.policy)
        guard let service = signIn.entities.serviceProvider(login.request.issuer) else { throw Refusal.requestDenied }
        try Self.requireEndpoint(of: login.request, in: service)
        let consenting = try ConsentKeeping(signIn, login, of: grant.authentication, to: service, choice: consent)
        try consenting?.require(person?.consent)
        let nameID = try await nameID(for: grant, request: login.request, known: person?.nameID, of: service, at: now)
        let (assertion, sessionIndex) = (newID(), newID().rawValue)
        let ours = session?.session.adding(grant.authentication)
        let end = service.policy.sessionEnd(within: signIn.settings.sessions, begunAt: ours?.startedAt ?? now, at: now)
        return GrantedAnswer(
            grant: grant, service: service, assertion: assertion,
            response: try await response(
                to: login.request, statements(grant, nameID, sessionIndex, until: end, for: login, of: service),
                of: service, id: assertion, at: now),
            serviceRow: SessionServiceRow(
                serviceProvider: service.entityID.rawValue, sessionIndex: sessionIndex, nameID: nameID.value,
                nameIDFormat: nameID.format?.rawValue ?? "", issuedAt: now, login: login.id.rawValue),
            keeping: SessionKeeping(
                signIn.sessions, present: session, proof: grant.authentication, isReuse: isResumed,
                access: (person?.lastAccessAt, visitor?.language)),
            consenting: consenting, isResumed: isResumed)
    }

    private func response(
        to request: AcceptedRequest, _ statements: ResponseBuilder.Statements, of service: ServiceProvider,
        id assertion: MessageID, at now: Date
    ) async throws -> CanonicalElement {
        let ids = (response: newID(), assertion: assertion)
        do {
            return try await signIn.signer.response(to: service) {
                try $0.success(to: request, statements, ids: ids, at: now)
            }
        } catch let obstacle as RequestObstacle {
            // The validity that the request asks for has ended since the request arrived.
            throw Refusal.obstacle(obstacle)
        }
    }

    /// Requires that metadata still contains the address of the answer. The metadata and the policy of a service can
    /// change while a citizen signs in.
    static func requireEndpoint(of request: AcceptedRequest, in service: ServiceProvider) throws(Rejection) {
        if request.isUnsolicited, !service.policy.takesUnsolicited { throw .unsolicited(service.entityID) }
        let locations = service.role.assertionConsumerServices.map(\.location)
        let wanted = request.assertionConsumerService.location
        guard locations.contains(where: { $0.isExactly(wanted) }) else {
            throw .rule(.assertionConsumerServiceURL(expected: locations, received: wanted))
        }
    }

    private func newID() -> MessageID { MessageID(random: signIn.random.bytes(20)) }
}
