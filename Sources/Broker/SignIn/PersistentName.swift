import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// The persistent NameID of one person at one service: random, created once and stored.
///
/// It is created in the transaction that accepts the person's proof, so that the answer only reads it.
struct PersistentName {
    private let signIn: SignIn

    init(_ signIn: SignIn) {
        self.signIn = signIn
    }

    /// Creates the name if the answer needs one, the person has none at the service, and the request allows a new one.
    ///
    /// - Parameter person: The person's ID.
    func prepare(for person: String, answering request: AcceptedRequest, at now: Date, on connection: Connection) throws
    {
        guard let service = signIn.entities.serviceProvider(request.issuer), Self.isAllowed(request, service),
            let format = try? AnswerDecision.nameIDFormat(for: request, of: service), format == .persistent
        else { return }
        _ = try PersonStore(connection).persistentNameID(
            of: person, at: service.entityID.rawValue, candidate: Handle(random: signIn.random).text, at: now)
    }

    /// Creates the name at answer time, for a person who has none: the service did not want one when the proof was
    /// accepted.
    ///
    /// - Throws: `Refusal` when the request does not allow a new name; a storage fault.
    func make(
        for person: NaturalPerson, answering request: AcceptedRequest, to service: ServiceProvider, at now: Date
    ) async throws -> String {
        guard Self.isAllowed(request, service) else {
            throw request.subject == nil
                ? Refusal.invalidNameIDPolicy(requested: "AllowCreate=\"false\"") : .obstacle(.unknownPrincipal)
        }
        let newPerson = Handle(random: signIn.random).text
        let candidate = Handle(random: signIn.random).text
        return try await signIn.database.write { connection in
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
