/// Leave to state an authentication: the one thing that an assertion is made from.
///
/// Its level is computed from what was proved and how the person is registered; nobody passes it in.
package struct Grant: Hashable, Sendable {
    package let authentication: Authentication
    /// The level that was reached, which the assertion states.
    package let level: LevelOfAssurance

    private init(authentication: Authentication, level: LevelOfAssurance) {
        self.authentication = authentication
        self.level = level
    }

    /// Grants what a login has proved, if that answers its request.
    ///
    /// - Throws: `Refusal.levelNotReached` when the level that the policy gives to the proof does not answer the
    ///   request, or when nothing was proved.
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
