import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// The name by which one service knows one person: random, made once, kept for the two of them.
///
/// It is made in the transaction in which the person's proof is accepted, so that the answer only has to read it.
struct PersistentName {
    private let broker: Broker

    init(_ broker: Broker) {
        self.broker = broker
    }

    /// Makes the name if the request is to be answered with one, there is none yet, and the request lets one be made.
    ///
    /// - Parameter person: the person's ID.
    func prepare(for person: String, answering request: AcceptedRequest, at now: Date, on connection: Connection) throws
    {
        guard let service = broker.entities.serviceProvider(request.issuer), Self.isAllowed(request, service),
            let format = try? AnswerDecision.nameIDFormat(for: request, of: service), format == .persistent
        else { return }
        _ = try PersonStore(connection).persistentNameID(
            of: person, at: service.entityID.rawValue, candidate: Handle(random: broker.random).text, at: now)
    }

    /// Makes the name of a person who has none at the service: the service did not want one when something was proved.
    ///
    /// - Throws: `Refusal` when the request does not let one be made; a fault of storage.
    func make(
        for person: NaturalPerson, answering request: AcceptedRequest, to service: ServiceProvider, at now: Date
    ) async throws -> String {
        guard Self.isAllowed(request, service) else {
            throw request.subject == nil
                ? Refusal.invalidNameIDPolicy(requested: "AllowCreate=\"false\"") : .obstacle(.unknownPrincipal)
        }
        let newPerson = Handle(random: broker.random).text
        let candidate = Handle(random: broker.random).text
        return try await broker.database.write { connection in
            let store = PersonStore(connection)
            let person = try store.findOrCreate(person.principal.text, candidate: newPerson, at: now)
            return try store.persistentNameID(
                of: person, at: service.entityID.rawValue, candidate: candidate, at: now)
        }
    }

    private static func isAllowed(_ request: AcceptedRequest, _ service: ServiceProvider) -> Bool {
        request.allowsNewName(listed: service.nameIDFormats)
    }
}
