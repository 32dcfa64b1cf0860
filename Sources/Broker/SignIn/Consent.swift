import Citizens
package import Federation
import Foundation
package import SAML
import Secrets
import Storage

/// What a citizen says when asked whether a service may be told.
package enum ConsentWord: Hashable, Sendable {
    /// This time.
    case once
    /// This time and, for the same things, from now on.
    case forGood
}

/// What a service would be told of whoever has proved who they are, value by value, for them to agree to.
package struct ConsentQuestion: Sendable {
    /// Everything of which something is known.
    package let told: [(disclosure: Disclosure, values: [String])]
    package let method: Method
    package let level: LevelOfAssurance
    package let nameIDFormat: NameIDFormat?

    /// Nil for a login in which nobody has proved enough.
    package init?(_ open: OpenLogin, by broker: Broker) {
        guard let grant = try? Grant.grant(open.login, by: broker.policy),
            let service = broker.entities.serviceProvider(open.login.request.issuer)
        else { return nil }
        let disclosures = broker.disclosures(of: open.login, to: service)
        let identifiers = broker.identifiers(
            of: grant.authentication.person.principal, in: disclosures, for: service.entityID)
        told = disclosures.compactMap { disclosure in
            disclosure.attribute(of: grant.authentication, identifiedAs: identifiers)
                .map { (disclosure, $0.values.map(\.text)) }
        }
        method = grant.authentication.proof.method
        level = grant.level
        nameIDFormat = try? AnswerDecision.nameIDFormat(for: open.login.request, of: service)
    }
}

/// What somebody who is signed in has agreed to for good, and how they take it back.
package struct ConsentWithdrawal: Sendable {
    private let broker: Broker

    package init(_ broker: Broker) {
        self.broker = broker
    }

    /// The services that are told without asking again.
    package func services(of session: OpenSession) async throws -> [EntityID] {
        let person = session.session.person.principal.text
        return try await broker.database.read { try ConsentStore($0).services(of: person) }
            .map(EntityID.init(rawValue:))
    }

    /// From now on that service's logins ask again.
    package func withdraw(from service: EntityID, in session: OpenSession) async throws {
        let person = session.session.person.principal
        let now = broker.time.now()
        try await broker.database.write { [broker] connection in
            guard try ConsentStore(connection).withdraw(of: person.text, for: service.rawValue) else { return }
            try AuditTrail(broker, connection).consentWithdrawn(from: service, by: person, at: now)
        }
    }
}
