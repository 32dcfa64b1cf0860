package import Foundation
import SAML

/// Whether a session answers a request.
package enum Reuse: Hashable, Sendable {
    /// This proof answers the request. The citizen is asked nothing.
    case answers(Authentication)
    /// This password answers the request if a code by SMS is added.
    case needsCode(Authentication)
    /// The session is not used. The citizen must prove their identity.
    case nothing
}

extension AssurancePolicy {
    /// Returns the proof of the session that answers the login's request, or the factor that is missing.
    ///
    /// The newest sufficient proof is used. Its method must be offered for this request: otherwise a session could
    /// bypass the exclusion of a method. A request that names a person does not use the session, because the person at
    /// the browser can be another one.
    ///
    /// - Parameter maximumAge: the maximum age of the oldest factor of a proof; nil accepts any proof that the session
    ///   has.
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
