import Federation
import Foundation
import SAML
import Secrets
import Storage
import XML

/// Decides what a service is told of a person who has proved who they are. Writes nothing down but a new name.
struct AnswerDecision {
    let broker: Broker
    let visitor: Visitor?

    /// - Parameters:
    ///   - login: one that is proved.
    ///   - session: the session of this browser; nil when it has none.
    ///   - person: what the database knows of the person and the service; nil for a person who was never here.
    ///   - isResumed: whether that session has proved the login.
    ///   - consent: what the citizen has just said; nil when they were not asked.
    /// - Throws: `Refusal`; `Rejection`; `SignInError.consentMissing`; a fault of storage.
    func grant(
        _ login: Login, session: OpenSession?, person: PersonRow?, isResumed: Bool, consent: ConsentWord?,
        at now: Date
    ) async throws -> GrantedAnswer {
        let grant = try Grant.grant(login, by: broker.policy)
        guard let service = broker.entities.serviceProvider(login.request.issuer) else { throw Refusal.requestDenied }
        try Self.requireEndpoint(of: login.request, in: service)
        let consenting = try ConsentKeeping(broker, login, of: grant.authentication, to: service, word: consent)
        try consenting?.require(person?.consent)
        let nameID = try await nameID(for: grant, request: login.request, known: person?.nameID, of: service, at: now)
        let (assertion, sessionIndex) = (newID(), newID().rawValue)
        let ours = session?.session.adding(grant.authentication)
        let end = service.policy.sessionEnd(within: broker.settings.sessions, begunAt: ours?.startedAt ?? now, at: now)
        return GrantedAnswer(
            grant: grant, service: service, assertion: assertion,
            response: try await response(
                to: login.request, statements(grant, nameID, sessionIndex, until: end, for: login, of: service),
                of: service, id: assertion, at: now),
            told: SessionServiceRow(
                serviceProvider: service.entityID.rawValue, sessionIndex: sessionIndex, nameID: nameID.value,
                nameIDFormat: nameID.format?.rawValue ?? "", toldAt: now, login: login.id.rawValue),
            keeping: SessionKeeping(
                broker, present: session, proof: grant.authentication, isReuse: isResumed,
                access: (person?.lastAccessAt, visitor?.language)),
            consenting: consenting, isResumed: isResumed)
    }

    private func response(
        to request: AcceptedRequest, _ statements: ResponseBuilder.Statements, of service: ServiceProvider,
        id assertion: MessageID, at now: Date
    ) async throws -> CanonicalElement {
        let ids = (response: newID(), assertion: assertion)
        do {
            return try await broker.signer.response(to: service) {
                try $0.success(to: request, statements, ids: ids, at: now)
            }
        } catch let obstacle as RequestObstacle {
            // The validity that the request wanted has passed since it came.
            throw Refusal.obstacle(obstacle)
        }
    }

    /// Requires that metadata still has the address of the answer: the metadata and the policy of a service can change
    /// while a citizen signs in.
    static func requireEndpoint(of request: AcceptedRequest, in service: ServiceProvider) throws(Rejection) {
        if request.isUnsolicited, !service.policy.takesUnsolicited { throw .unsolicited(service.entityID) }
        let locations = service.role.assertionConsumerServices.map(\.location)
        let wanted = request.assertionConsumerService.location
        guard locations.contains(where: { $0.isExactly(wanted) }) else {
            throw .rule(.assertionConsumerServiceURL(expected: locations, received: wanted))
        }
    }

    private func newID() -> MessageID { MessageID(random: broker.random.bytes(20)) }
}
