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

    /// Every requirement of the truth table, with every minimum level.
    static let requirements: [AssuranceRequirement] = AssuranceRequirementTests.truth.flatMap(requirements)

    static func requirements(of row: AssuranceRequirementTests.Row) -> [AssuranceRequirement] {
        LevelOfAssurance.allCases.map {
            AssuranceRequirement(comparison: row.comparison, levels: row.requested, floor: $0)
        }
    }

    static let pairs = Proof.allCases.flatMap { proof in
        Registration.allCases.map { (proof: proof, registration: $0) }
    }

    /// Every registration with every proof of a method. The offered level must be the highest one that a citizen can
    /// reach.
    @Test(arguments: tables, AssuranceRequirementTests.truth)
    func `offers exactly the methods by which a citizen can meet the requirement`(
        _ table: AssuranceTable, _ row: AssuranceRequirementTests.Row
    ) {
        let policy = AssurancePolicy(table: table)
        for requirement in Self.requirements(of: row) {
            for offer in policy.methods(meeting: requirement) {
                let met = Self.pairs.filter { $0.proof.method == offer.method }.compactMap { pair in
                    policy.judge(pair.proof, registration: pair.registration, against: requirement).levelMet
                }
                let best: LevelOfAssurance? = if case .offered(let best) = offer.verdict { best } else { nil }
                if best != met.max() { Issue.record("\(offer) against \(requirement): \(met)") }
            }
        }
    }

    @Test(arguments: tables, AssuranceRequirementTests.truth)
    func `a proof that meets the requirement reaches the level of the table`(
        _ table: AssuranceTable, _ row: AssuranceRequirementTests.Row
    ) {
        let policy = AssurancePolicy(table: table)
        for requirement in Self.requirements(of: row) {
            for (proof, registration) in Self.pairs {
                let reached = table.level(of: proof, registration: registration)
                let suffices = reached.map(requirement.isMet) == true
                let verdict = policy.judge(proof, registration: registration, against: requirement)
                let isRight =
                    switch verdict {
                    case .meets(let level): suffices && level == reached
                    case .needsCode(let then):
                        !suffices && proof == .password && requirement.isMet(by: then)
                            && table.level(of: .passwordAndCode, registration: registration) == then
                    case .fallsShort(let level): !suffices && level == reached
                    }
                if !isRight { Issue.record("\(verdict) for \(proof), \(registration) against \(requirement)") }
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
    func `each method is offered, or hidden with a reason`(
        _ comparison: RequestedAuthnContext.Comparison, _ levels: [LevelOfAssurance], _ verdicts: [MethodOffer.Verdict]
    ) {
        let requirement = AssuranceRequirement(comparison: comparison, levels: levels)
        #expect(AssurancePolicy().methods(meeting: requirement).map(\.verdict) == verdicts)
    }

    @Test func `a method between two acceptable levels falls short of the higher one`() throws {
        let table = try AssuranceTable([.pin: [.advanced: .substantial]])
        let requirement = AssuranceRequirement(comparison: .exact, levels: [.low, .high])
        let offers = AssurancePolicy(table: table, methods: [.pin]).methods(meeting: requirement)
        #expect(offers.map(\.verdict) == [.hidden(.fallsShort(best: .substantial))])
    }

    @Test func `a method with levels only below and above the acceptable one is not accepted`() {
        let requirement = AssuranceRequirement(comparison: .exact, levels: [.substantial])
        let offers = AssurancePolicy(table: Self.tables[2], methods: [.certificate]).methods(meeting: requirement)
        #expect(offers.map(\.verdict) == [.hidden(.notAccepted)])
    }

    @Test func `hides the methods that the service excludes, and offers the others`() {
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

    @Test(arguments: [
        (Registration.basic, [Method.certificate]), (.advanced, [.pin, .permanentKey, .certificate]),
        (.none, [.certificate]),
    ])
    func `the registration decides by which methods a citizen can reach the level`(
        _ registration: Registration, _ methods: [Method]
    ) {
        let requirement = AssuranceRequirement(comparison: .minimum, levels: [.substantial])
        let able = Method.own.filter {
            AssurancePolicy().canMeet(requirement, with: $0, registration: registration)
        }
        #expect(Set(able) == Set(methods))
    }
}

extension ProofVerdict {
    /// The level of a proof that answers the request.
    fileprivate var levelMet: LevelOfAssurance? {
        if case .meets(let level) = self { level } else { nil }
    }
}
