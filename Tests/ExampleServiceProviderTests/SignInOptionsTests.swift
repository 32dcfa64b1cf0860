import SAML
import Testing

@testable import ExampleServiceProvider

struct SignInOptionsTests {
    @Test(
        arguments: [
            ("exact", Level.substantial, [Level.substantial]), ("minimum", .low, [.low, .substantial, .high]),
            ("minimum", .high, [.high]), ("maximum", .substantial, [.low, .substantial]),
            ("better", .low, [.substantial, .high]), ("better", .high, []),
        ])
    func `the answer may have the levels that the comparison allows`(
        _ comparison: String, _ level: Level, _ allowed: [Level]
    ) throws {
        let parameters = ["procedure": "cita", "level": level.rawValue, "comparison": comparison]
        let wish = try #require(SignInOptions { parameters[$0] })
        #expect(wish.acceptableClasses == allowed.map(\.authnContextClass))
        #expect(wish.requestedAuthnContext?.comparison.rawValue == comparison)
        #expect(wish.requestedAuthnContext?.classReferences == [level.authnContextClass])
    }

    @Test(arguments: Procedure.allCases)
    func `a procedure requests its level as the minimum`(_ procedure: Procedure) throws {
        let wish = try #require(SignInOptions { ["procedure": procedure.rawValue][$0] })
        #expect(wish == SignInOptions(for: procedure))
        #expect(
            wish.requestedAuthnContext
                == RequestedAuthnContext(comparison: .minimum, classes: [procedure.level.authnContextClass]))
    }

    @Test func `without a comparison no level is requested or expected`() throws {
        let wish = try #require(SignInOptions { ["procedure": "cita", "comparison": "none"][$0] })
        #expect(wish.requestedAuthnContext == nil && wish.acceptableClasses == nil)
    }

    @Test func `refuses an unknown procedure`() {
        #expect(SignInOptions { ["procedure": "otra"][$0] } == nil)
        #expect(SignInOptions { _ in nil } == nil)
    }
}
