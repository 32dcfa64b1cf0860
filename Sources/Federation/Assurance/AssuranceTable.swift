/// The level of assurance for each pair of proof and registration. Configuration, checked once at startup.
///
/// A missing pair means that the proof is not accepted with that registration.
package struct AssuranceTable: Hashable, Sendable {
    private let levels: [Proof: [Registration: LevelOfAssurance]]

    /// Creates a table and checks that it is consistent.
    ///
    /// - Throws: `AssuranceTableError` when a higher registration lowers the level, when one more factor lowers the
    ///   level, or when a proof that requires a registration has a level without one.
    package init(_ levels: [Proof: [Registration: LevelOfAssurance]]) throws(AssuranceTableError) {
        self.levels = levels
        for proof in Proof.allCases {
            try checkRegistrationsAscend(proof)
            try checkReinforcement(proof)
        }
    }

    /// The level of a proof with a registration; nil when the proof is not accepted with it.
    package func level(of proof: Proof, registration: Registration) -> LevelOfAssurance? {
        levels[proof]?[registration]
    }

    /// The levels that citizens can reach with this method.
    package func attainable(by method: Method) -> Set<LevelOfAssurance> {
        Set(Proof.allCases.filter { $0.method == method }.flatMap { levels[$0]?.values.map(\.self) ?? [] })
    }

    private func checkRegistrationsAscend(_ proof: Proof) throws(AssuranceTableError) {
        if proof.method != .certificate, level(of: proof, registration: .none) != nil {
            throw .needsRegistration(proof)
        }
        var least: LevelOfAssurance?
        for registration in [Registration.none, .basic, .advanced] {
            let level = level(of: proof, registration: registration)
            if let least, level.map({ $0 < least }) ?? true { throw .betterRegistrationGivesLess(proof) }
            least = level
        }
    }

    private func checkReinforcement(_ proof: Proof) throws(AssuranceTableError) {
        guard let reinforced = proof.reinforced else { return }
        for registration in Registration.allCases {
            guard let plain = level(of: proof, registration: registration),
                let more = level(of: reinforced, registration: registration)
            else { continue }
            if more < plain { throw .moreFactorsGiveLess(reinforced, registration) }
        }
    }
}

/// The reason why a table of levels is inconsistent.
package enum AssuranceTableError: Error, Hashable {
    case needsRegistration(Proof)
    case betterRegistrationGivesLess(Proof)
    case moreFactorsGiveLess(Proof, Registration)
}

extension AssuranceTable {
    /// The default table. The level of a PIN depends on the registration. A password alone is low. A password with a
    /// code needs the advanced registration. A certificate needs no registration.
    package static let standard = AssuranceTable(unchecked: [
        .pin: [.basic: .low, .advanced: .substantial],
        .password: [.basic: .low, .advanced: .low],
        .passwordAndCode: [.advanced: .substantial],
        .softwareCertificate: [.none: .substantial, .basic: .substantial, .advanced: .substantial],
        .deviceCertificate: [.none: .high, .basic: .high, .advanced: .high],
    ])

    /// Only for the constant above. A test runs the checks on it.
    private init(unchecked levels: [Proof: [Registration: LevelOfAssurance]]) {
        self.levels = levels
    }

    /// The table in the form of the configuration.
    package var rows: [Proof: [Registration: LevelOfAssurance]] { levels }
}
