/// The permission to assert an authentication. An assertion can be made only from a grant.
///
/// The level is computed from the proof and the registration. No caller can pass it in.
package struct Grant: Hashable, Sendable {
    package let authentication: Authentication
    /// The level that the proof reached. The assertion has it.
    package let level: LevelOfAssurance

    private init(authentication: Authentication, level: LevelOfAssurance) {
        self.authentication = authentication
        self.level = level
    }

    /// Grants a login whose proof answers its request.
    ///
    /// - Throws: `Refusal.levelNotReached` when the level of the proof, by the policy, does not answer the request, or
    ///   when the login has no proof.
    package static func grant(_ login: Login, by policy: AssurancePolicy) throws(Refusal) -> Grant {
        guard case .proved(let authentication) = login.state else { throw .levelNotReached(nil) }
        let verdict = policy.judge(
            authentication.proof, registration: authentication.registration, against: login.requirement)
        switch verdict {
        case .meets(let level):
            return Grant(authentication: authentication, level: level)
        case .needsCode:
            throw .levelNotReached(
                policy.table.level(of: authentication.proof, registration: authentication.registration))
        case .fallsShort(let reached):
            throw .levelNotReached(reached)
        }
    }
}
