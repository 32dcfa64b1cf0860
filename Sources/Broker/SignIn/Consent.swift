import Citizens
package import Federation
import Foundation
package import SAML
import Secrets
import Storage

/// A citizen's answer to the consent question.
package enum ConsentChoice: Hashable, Sendable {
    /// Consents this time only.
    case once
    /// Consents this time and, for the same attributes, at later logins.
    case remembered
}

/// The attributes and values that an answer would release to a service, for the citizen to consent to.
package struct ConsentQuestion: Sendable {
    /// All attributes with a known value.
    package let released: [(disclosure: Disclosure, values: [String])]
    package let method: Method
    package let level: LevelOfAssurance
    package let nameIDFormat: NameIDFormat?

    /// Nil for a login without a sufficient proof.
    package init?(_ open: OpenLogin, by signIn: SignIn) {
        guard let grant = try? Grant.grant(open.login, by: signIn.policy),
            let service = signIn.entities.serviceProvider(open.login.request.issuer)
        else { return nil }
        let disclosures = signIn.entities.disclosures(of: open.login, to: service)
        let identifiers = signIn.entities.identifiers(
            of: grant.authentication.person.principal, in: disclosures, for: service.entityID)
        released = disclosures.compactMap { disclosure in
            disclosure.attribute(of: grant.authentication, identifiedAs: identifiers)
                .map { (disclosure, $0.values.map(\.text)) }
        }
        method = grant.authentication.proof.method
        level = grant.level
        nameIDFormat = try? AnswerDecision.nameIDFormat(for: open.login.request, of: service)
    }
}

/// The remembered consents of a signed-in citizen, and their withdrawal.
package struct ConsentWithdrawal: Sendable {
    private let signIn: SignIn

    package init(_ signIn: SignIn) {
        self.signIn = signIn
    }

    /// Returns the services that get the citizen's attributes without asking again.
    package func services(of session: OpenSession) async throws -> [EntityID] {
        let person = session.session.person.principal.text
        return try await signIn.database.read { try ConsentStore($0).services(of: person) }
            .map(EntityID.init(rawValue:))
    }

    /// Withdraws a consent. From now on, logins at that service ask again.
    package func withdraw(from service: EntityID, in session: OpenSession) async throws {
        let person = session.session.person.principal
        let now = signIn.time.now()
        try await signIn.database.write { [signIn] connection in
            guard try ConsentStore(connection).withdraw(of: person.text, for: service.rawValue) else { return }
            try AuditTrail(signIn.keys, connection).consentWithdrawn(from: service, by: person, at: now)
        }
    }
}
