import Citizens
package import Federation
import Foundation
import SAML
import Storage

/// Answers a login from a session, without asking the citizen.
package struct SessionReuse: Sendable {
    private let signIn: SignIn

    package init(_ signIn: SignIn) {
        self.signIn = signIn
    }

    /// Returns how far the session satisfies this login.
    package func reuse(of session: OpenSession, for login: Login) -> Reuse {
        let policy = signIn.entities.serviceProvider(login.request.issuer)?.policy
        return signIn.policy.reuse(
            session.session, for: login, maximumAge: policy?.maximumSessionAge, at: signIn.time.now())
    }

    /// Returns the login proved by the session, if the session suffices and the person may still be identified.
    ///
    /// Nothing is stored. The earlier proof counts only at the moment of the answer.
    /// - Returns: Nil when the citizen must be asked.
    /// - Throws: `SignInError`.
    package func resume(_ open: OpenLogin, with found: SessionAtService) throws -> OpenLogin? {
        guard case .choosing(after: nil) = open.login.state,
            case .answers(let proof) = reuse(of: found.session, for: open.login), found.standing.accepts(proof)
        else { return nil }
        var login = open.login
        do throws(ImpossibleMove) {
            try login.resume(proof, at: signIn.time.now())
        } catch {
            throw SignInError.impossible(error)
        }
        return open.moved(to: login).answering(with: signIn.answerHandle(of: open.handle, in: found.session.handle))
    }
}
