import SAML
import Testing

@testable import Federation

struct AssurancePolicyTests {
    static let tables: [AssuranceTable] = {
        let onlyPIN = try? AssuranceTable([.pin: [.basic: .low, .advanced: .high]])
        let gap = try? AssuranceTable([
            .softwareCertificate: [.none: .low, .basic: .low, .advanced: .low],
            .deviceCertificate: [.none: .high, .basic: .high, .advanced: .high],
        ])
        return [.standard] + [onlyPIN, gap].compactMap(\.self)
    }()

    static let requirements: [AssuranceRequirement] = AssuranceRequirementTests.truth.flatMap { row in
        LevelOfAssurance.allCases.map {
            AssuranceRequirement(comparison: row.comparison, levels: row.requested, floor: $0)
        }
    }

    /// Every citizen with every proof of a method: what is offered must be what somebody could bring to success.
    @Test(arguments: tables, requirements)
    func `offers exactly what somebody can meet the requirement with`(
        _ table: AssuranceTable, _ requirement: AssuranceRequirement
    ) {
        let policy = AssurancePolicy(table: table)
        for offer in policy.methods(meeting: requirement) {
            let proofs = Proof.allCases.filter { $0.method == offer.method }
            let met = proofs.flatMap { proof in
                Registration.allCases.compactMap { registration -> LevelOfAssurance? in
                    guard case .meets(let level) = policy.judge(proof, registration: registration, against: requirement)
                    else { return nil }
                    return level
                }
            }
            #expect(offer.isOffered == !met.isEmpty)
            if case .offered(let best) = offer.verdict { #expect(best == met.max()) }
        }
    }

    @Test(arguments: tables, requirements)
    func `what a proof meets is the level of the table, and answers the request`(
        _ table: AssuranceTable, _ requirement: AssuranceRequirement
    ) {
        let policy = AssurancePolicy(table: table)
        for proof in Proof.allCases {
            for registration in Registration.allCases {
                let reached = table.level(of: proof, registration: registration)
                switch policy.judge(proof, registration: registration, against: requirement) {
                case .meets(let level):
                    #expect(level == reached && requirement.isMet(by: level))
                case .needsCode(let then):
                    #expect(proof == .password && requirement.isMet(by: then))
                    #expect(table.level(of: .passwordAndCode, registration: registration) == then)
                    #expect(reached.map(requirement.isMet) != true)
                case .fallsShort(let level):
                    #expect(level == reached && level.map(requirement.isMet) != true)
                }
            }
        }
    }

    @Test(
        arguments: [
            (.minimum, [.low], [.offered(upTo: .substantial), .offered(upTo: .substantial), .offered(upTo: .high)]),
            (
                .minimum, [.substantial],
                [.offered(upTo: .substantial), .offered(upTo: .substantial), .offered(upTo: .high)]
            ),
            (
                .minimum, [.high],
                [
                    .hidden(.fallsShort(best: .substantial)), .hidden(.fallsShort(best: .substantial)),
                    .offered(upTo: .high),
                ]
            ),
            (.exact, [.low], [.offered(upTo: .low), .offered(upTo: .low), .hidden(.exceeds(least: .substantial))]),
            (.maximum, [.low], [.offered(upTo: .low), .offered(upTo: .low), .hidden(.exceeds(least: .substantial))]),
            (
                .better, [.substantial],
                [
                    .hidden(.fallsShort(best: .substantial)), .hidden(.fallsShort(best: .substantial)),
                    .offered(upTo: .high),
                ]
            ),
            (.better, [.high], [.hidden(.notAccepted), .hidden(.notAccepted), .hidden(.notAccepted)]),
        ] as [(RequestedAuthnContext.Comparison, [LevelOfAssurance], [MethodOffer.Verdict])])
    func `says of each method that it is offered, or why not`(
        _ comparison: RequestedAuthnContext.Comparison, _ levels: [LevelOfAssurance], _ verdicts: [MethodOffer.Verdict]
    ) {
        let requirement = AssuranceRequirement(comparison: comparison, levels: levels)
        #expect(AssurancePolicy().methods(meeting: requirement).map(\.verdict) == verdicts)
    }

    @Test func `a method between two levels that would do falls short of the higher one`() throws {
        let table = try AssuranceTable([.pin: [.advanced: .substantial]])
        let requirement = AssuranceRequirement(comparison: .exact, levels: [.low, .high])
        let offers = AssurancePolicy(table: table, methods: [.pin]).methods(meeting: requirement)
        #expect(offers.map(\.verdict) == [.hidden(.fallsShort(best: .substantial))])
    }

    @Test func `a method below and above what would do is not accepted, rather than too good`() {
        let requirement = AssuranceRequirement(comparison: .exact, levels: [.substantial])
        let offers = AssurancePolicy(table: Self.tables[2], methods: [.certificate]).methods(meeting: requirement)
        #expect(offers.map(\.verdict) == [.hidden(.notAccepted)])
    }

    @Test func `hides what the service excludes, and shows the others as ever`() {
        let requirement = AssuranceRequirement(comparison: .minimum, levels: [.low])
        let offers = AssurancePolicy().methods(meeting: requirement, excluded: [.pin, .certificate])
        #expect(offers.filter(\.isOffered).map(\.method) == [.permanentKey])
        #expect(offers.first?.verdict == .hidden(.excludedByService))
    }

    @Test func `shows only the methods that are switched on, in their order`() {
        let policy = AssurancePolicy(methods: [.certificate, .pin])
        let offers = policy.methods(meeting: AssuranceRequirement(comparison: .minimum, levels: []))
        #expect(offers.map(\.method) == [.certificate, .pin])
    }
}
