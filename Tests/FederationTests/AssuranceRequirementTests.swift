import SAML
import Testing

@testable import Federation

struct AssuranceRequirementTests {
    typealias Row = (
        comparison: RequestedAuthnContext.Comparison, requested: [LevelOfAssurance], acceptable: [LevelOfAssurance]
    )

    /// Core §3.3.2.2.1: every set of levels with every comparison.
    static let truth: [Row] = [
        (.exact, [.low], [.low]), (.exact, [.substantial], [.substantial]), (.exact, [.high], [.high]),
        (.exact, [.low, .high], [.low, .high]), (.exact, [.low, .substantial], [.low, .substantial]),
        (.exact, [.substantial, .high], [.substantial, .high]),
        (.exact, [.low, .substantial, .high], [.low, .substantial, .high]),

        (.minimum, [.low], [.low, .substantial, .high]), (.minimum, [.substantial], [.substantial, .high]),
        (.minimum, [.high], [.high]), (.minimum, [.low, .high], [.low, .substantial, .high]),
        (.minimum, [.low, .substantial], [.low, .substantial, .high]),
        (.minimum, [.substantial, .high], [.substantial, .high]),
        (.minimum, [.low, .substantial, .high], [.low, .substantial, .high]),

        (.better, [.low], [.substantial, .high]), (.better, [.substantial], [.high]), (.better, [.high], []),
        (.better, [.low, .high], []), (.better, [.low, .substantial], [.high]), (.better, [.substantial, .high], []),
        (.better, [.low, .substantial, .high], []),

        (.maximum, [.low], [.low]), (.maximum, [.substantial], [.low, .substantial]),
        (.maximum, [.high], [.low, .substantial, .high]), (.maximum, [.low, .high], [.low, .substantial, .high]),
        (.maximum, [.low, .substantial], [.low, .substantial]),
        (.maximum, [.substantial, .high], [.low, .substantial, .high]),
        (.maximum, [.low, .substantial, .high], [.low, .substantial, .high]),
    ]

    @Test(arguments: truth, LevelOfAssurance.allCases)
    func `is met by the levels of the truth table, not below the minimum`(_ row: Row, _ floor: LevelOfAssurance) {
        let requirement = AssuranceRequirement(comparison: row.comparison, levels: row.requested, floor: floor)
        let expected = row.acceptable.filter { $0 >= floor }
        #expect(requirement.acceptable == expected)
        for level in LevelOfAssurance.allCases {
            #expect(requirement.isMet(by: level) == expected.contains(level), "\(level)")
        }
    }

    @Test(arguments: truth) func `does not depend on the order of the levels`(_ row: Row) {
        let forwards = AssuranceRequirement(comparison: row.comparison, levels: row.requested)
        let backwards = AssuranceRequirement(comparison: row.comparison, levels: row.requested.reversed())
        #expect(forwards.acceptable == backwards.acceptable)
    }

    @Test(arguments: LevelOfAssurance.allCases)
    func `a request that names no level requires the service's minimum level`(_ floor: LevelOfAssurance) throws {
        let requirement = try AssuranceRequirement(nil, classes: [:], floor: floor)
        #expect(requirement.acceptable == LevelOfAssurance.allCases.filter { $0 >= floor })
    }

    @Test func `no level is better than an unknown class`() throws {
        for comparison in RequestedAuthnContext.Comparison.allCases {
            let wanted = context(comparison, "urn:unknown", LevelOfAssurance.low.classReference)
            let requirement = try? AssuranceRequirement(wanted, classes: [:], floor: .low)
            #expect((requirement == nil) == (comparison == .better), "\(comparison)")
        }
    }

    private func context(_ comparison: RequestedAuthnContext.Comparison, _ classes: String...) -> RequestedAuthnContext
    {
        RequestedAuthnContext(comparison: comparison, classes: classes.map(AuthnContextClass.init(rawValue:)))
    }

    @Test func `reads the classes of eIDAS and the classes in the service's entry`() throws {
        let own: [AuthnContextClass: LevelOfAssurance] = ["urn:example:card": LevelOfAssurance.high]
        let read = try AssuranceRequirement(
            context(.exact, "urn:example:card", "http://eidas.europa.eu/LoA/low"), classes: own, floor: .low)
        #expect(read == AssuranceRequirement(comparison: .exact, levels: [.high, .low]))
    }

    @Test func `ignores an unknown class if another one is known`() throws {
        let read = try AssuranceRequirement(
            context(.minimum, "urn:example:other", "http://eidas.europa.eu/LoA/high"), classes: [:], floor: .low)
        #expect(read.acceptable == [.high])
    }

    @Test(arguments: [
        "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", "http://eidas.europa.eu/LoA/",
        "http://eidas.europa.eu/LoA/HIGH", "http://eidas.europa.eu/LoA/high ",
        "http://eidas.europa.eu/NotNotified/LoA/high", "https://eidas.europa.eu/LoA/high", "high",
    ])
    func `refuses a request whose only class is unknown`(_ reference: String) {
        #expect(throws: Refusal.noAuthnContext(requested: [reference])) {
            try AssuranceRequirement(context(.minimum, reference), classes: [:], floor: .low)
        }
    }

    @Test func `refuses AuthnContextDeclRefs`() {
        let context = RequestedAuthnContext(references: .declarations(["urn:example:declaration"]))
        #expect(throws: Refusal.noAuthnContext(requested: ["urn:example:declaration"])) {
            try AssuranceRequirement(context, classes: [:], floor: .low)
        }
    }

    @Test(arguments: LevelOfAssurance.allCases)
    func `each level is read back from its class reference`(_ level: LevelOfAssurance) {
        #expect(LevelOfAssurance(classReference: level.classReference) == level)
        #expect(LevelOfAssurance(level.description) == level)
    }

    @Test func `the levels ascend`() {
        #expect(LevelOfAssurance.low < .substantial && .substantial < LevelOfAssurance.high)
    }
}
