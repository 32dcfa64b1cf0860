package import Foundation
import SAML

/// What a session is worth to a request.
package enum Reuse: Hashable, Sendable {
    /// That proof answers it: nobody is asked anything.
    case answers(Authentication)
    /// That password would, with a code by SMS.
    case needsCode(Authentication)
    /// The citizen proves who they are as if nothing had been.
    case nothing
}

extension AssurancePolicy {
    /// Whether a proof of the session answers the login's request, or what is missing.
    ///
    /// Only a proof by a method that this request is offered is used, and the newest one that will do: a service that
    /// excludes a method gets nobody by it through the back door. A request that names a person is shown to whoever sits
    /// there: it may be another one than the session's.
    ///
    /// - Parameter maximumAge: how old the oldest factor of a proof may be that this service takes; nil for any that the session still has.
    /// - SeeAlso: SAML Core 2.0 §3.4.1 for ForceAuthn.
    package func reuse(_ session: Session, for login: Login, maximumAge: Duration?, at now: Date) -> Reuse {
        guard !login.request.forceAuthn, login.request.subject == nil else { return .nothing }
        let offered = Set(login.offers.filter(\.isOffered).map(\.method))
        let usable = session.proofs.reversed().filter { proof in
            let age = now.timeIntervalSince(proof.oldestInstant)
            return offered.contains(proof.proof.method)
                && maximumAge.map { age < Double($0.components.seconds) } ?? true
        }
        var missingCode: Authentication?
        for proof in usable {
            switch judge(proof.proof, registration: proof.registration, against: login.requirement) {
            case .meets: return .answers(proof)
            case .needsCode: missingCode = missingCode ?? proof
            case .fallsShort: break
            }
        }
        return missingCode.map(Reuse.needsCode) ?? .nothing
    }
}
