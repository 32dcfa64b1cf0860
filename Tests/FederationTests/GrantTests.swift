import SAML
import Testing

@testable import Federation

struct GrantTests {
    private func login(_ requirement: AssuranceRequirement, _ state: Login.State) throws -> Login {
        var login = try Example.login(requiring: requirement)
        login.state = state
        return login
    }

    @Test func `is given for a level that answers the request, and for no other`() throws {
        let policy = AssurancePolicy()
        for requirement in AssurancePolicyTests.requirements {
            for (proof, registration) in AssurancePolicyTests.pairs {
                let authentication = try Example.authentication(proof, registration)
                let login = try login(requirement, .proved(authentication))
                let reached = policy.table.level(of: proof, registration: registration)
                let isMet = reached.map(requirement.isMet) == true
                let granted = Result { () throws(Refusal) in try Grant.grant(login, by: policy) }
                switch granted {
                case .success(let grant) where isMet && grant.level == reached: break
                case .failure(.levelNotReached(reached)) where !isMet: break
                case .success, .failure: Issue.record("\(granted) for \(proof), \(registration), \(requirement)")
                }
            }
        }
    }

    @Test(arguments: LoginMovesTests.Place.allCases.filter { $0 != .proved })
    func `is not given without a proof`(_ place: LoginMovesTests.Place) throws {
        let login = try login(AssuranceRequirement(comparison: .minimum, levels: []), place.state())
        #expect(throws: Refusal.levelNotReached(nil)) { try Grant.grant(login, by: AssurancePolicy()) }
    }
}
