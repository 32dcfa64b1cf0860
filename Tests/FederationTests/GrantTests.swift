import SAML
import Testing

@testable import Federation

struct GrantTests {
    private func login(_ requirement: AssuranceRequirement, _ state: Login.State) throws -> Login {
        var login = try Example.login(requiring: requirement)
        login.state = state
        return login
    }

    @Test(arguments: AssurancePolicyTests.requirements)
    func `is given for a level that answers the request, and for no other`(_ requirement: AssuranceRequirement) throws {
        let policy = AssurancePolicy()
        for proof in Proof.allCases {
            for registration in Registration.allCases {
                let authentication = try Example.authentication(proof, registration)
                let login = try login(requirement, .proved(authentication))
                let reached = policy.table.level(of: proof, registration: registration)
                if let reached, requirement.isMet(by: reached) {
                    let grant = try Grant.grant(login, by: policy)
                    #expect(grant.level == reached && grant.authentication == authentication)
                } else {
                    #expect(throws: Refusal.levelNotReached(reached)) { try Grant.grant(login, by: policy) }
                }
            }
        }
    }

    @Test(arguments: LoginMovesTests.Place.allCases.filter { $0 != .proved })
    func `is not given where nothing was proved`(_ place: LoginMovesTests.Place) throws {
        let login = try login(AssuranceRequirement(comparison: .minimum, levels: []), place.state())
        #expect(throws: Refusal.levelNotReached(nil)) { try Grant.grant(login, by: AssurancePolicy()) }
    }
}
