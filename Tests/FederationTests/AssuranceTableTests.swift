import Testing

@testable import Federation

struct AssuranceTableTests {
    typealias Rows = [Proof: [Registration: LevelOfAssurance]]

    @Test func `the standard table passes its own checks`() throws {
        #expect(try AssuranceTable(AssuranceTable.standard.rows) == .standard)
    }

    @Test(arguments: [
        (Proof.pin, Registration.none, LevelOfAssurance?.none), (.pin, .basic, .low), (.pin, .advanced, .substantial),
        (.password, .none, nil), (.password, .basic, .low), (.password, .advanced, .low),
        (.passwordAndCode, .none, nil), (.passwordAndCode, .basic, nil), (.passwordAndCode, .advanced, .substantial),
        (.softwareCertificate, .none, .substantial), (.softwareCertificate, .basic, .substantial),
        (.softwareCertificate, .advanced, .substantial),
        (.deviceCertificate, .none, .high), (.deviceCertificate, .basic, .high), (.deviceCertificate, .advanced, .high),
    ])
    func `the standard table gives each proof its level`(
        _ proof: Proof, _ registration: Registration, _ level: LevelOfAssurance?
    ) {
        #expect(AssuranceTable.standard.level(of: proof, registration: registration) == level)
    }

    @Test func `each method reaches the levels of its proofs`() {
        #expect(AssuranceTable.standard.attainable(by: .pin) == [.low, .substantial])
        #expect(AssuranceTable.standard.attainable(by: .permanentKey) == [.low, .substantial])
        #expect(AssuranceTable.standard.attainable(by: .certificate) == [.substantial, .high])
    }

    @Test(
        arguments: [
            ([.pin: [.none: .low, .basic: .low, .advanced: .low]], .needsRegistration(.pin)),
            ([.password: [.none: .low]], .needsRegistration(.password)),
            ([.passwordAndCode: [.none: .high]], .needsRegistration(.passwordAndCode)),
            ([.pin: [.basic: .substantial, .advanced: .low]], .betterRegistrationGivesLess(.pin)),
            ([.pin: [.basic: .low]], .betterRegistrationGivesLess(.pin)),
            (
                [.softwareCertificate: [.none: .high, .basic: .low, .advanced: .low]],
                .betterRegistrationGivesLess(.softwareCertificate)
            ),
            (
                [.deviceCertificate: [.none: .high, .advanced: .low]], .betterRegistrationGivesLess(.deviceCertificate)
            ),
            ([.deviceCertificate: [.none: .high]], .betterRegistrationGivesLess(.deviceCertificate)),
            (
                [.password: [.advanced: .substantial], .passwordAndCode: [.advanced: .low]],
                .moreFactorsGiveLess(.passwordAndCode, .advanced)
            ),
        ] as [(Rows, AssuranceTableError)])
    func `rejects an inconsistent table`(_ rows: Rows, _ error: AssuranceTableError) {
        #expect(throws: error) { try AssuranceTable(rows) }
    }

    @Test func `accepts a table without some of the proofs`() throws {
        let table = try AssuranceTable([.pin: [.advanced: .low]])
        #expect(table.attainable(by: .certificate) == [])
        #expect(table.level(of: .pin, registration: .basic) == nil)
    }
}
