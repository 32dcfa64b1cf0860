import Citizens
package import Federation
import Foundation
import SAML
import Storage

/// Lets a session answer a login in place of the citizen.
package struct SessionReuse: Sendable {
    private let broker: Broker

    package init(_ broker: Broker) {
        self.broker = broker
    }

    /// What the session is worth to this login.
    package func worth(of session: OpenSession, for login: Login) -> Reuse {
        let policy = broker.entities.serviceProvider(login.request.issuer)?.policy
        return broker.policy.reuse(
            session.session, for: login, maximumAge: policy?.maximumSessionAge, at: broker.time.now())
    }

    /// The login as the session proves it, if the session suffices and the person may still be identified.
    ///
    /// Nothing is stored: what was proved before is worth something in the moment of the answer alone.
    /// - Returns: nil when the citizen has to be asked.
    /// - Throws: `SignInError`.
    package func resume(_ open: OpenLogin, with found: SessionAtService) throws -> OpenLogin? {
        guard case .choosing(after: nil) = open.login.state,
            case .answers(let proof) = worth(of: found.session, for: open.login), found.standing.accepts(proof)
        else { return nil }
        var login = open.login
        do throws(ImpossibleMove) {
            try login.resume(proof, at: broker.time.now())
        } catch {
            throw SignInError.impossible(error)
        }
        return open.moved(to: login).answering(with: broker.answerHandle(of: open.handle, in: found.session.handle))
    }
}
