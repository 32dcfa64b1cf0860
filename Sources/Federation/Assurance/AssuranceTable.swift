/// Which level each proof gives to somebody registered at each level: configuration, checked once at the start.
///
/// A pair that is missing gives nothing: that proof is not accepted from that registration.
package struct AssuranceTable: Hashable, Sendable {
    private let levels: [Proof: [Registration: LevelOfAssurance]]

    /// Takes the table if it makes sense.
    ///
    /// - Throws: `AssuranceTableError` when a proof gives less to a better registration, when adding a factor lowers
    ///   the level, or when a proof that only the registered have is given a level without registration.
    package init(_ levels: [Proof: [Registration: LevelOfAssurance]]) throws(AssuranceTableError) {
        self.levels = levels
        for proof in Proof.allCases {
            try checkRegistrationsAscend(proof)
            try checkReinforcement(proof)
        }
    }

    /// The level reached by that proof of somebody so registered, or nil when the proof is not accepted from them.
    package func level(of proof: Proof, registration: Registration) -> LevelOfAssurance? {
        levels[proof]?[registration]
    }

    /// Every level that some citizen can reach with that method.
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

/// Why a table of levels does not make sense.
package enum AssuranceTableError: Error, Hashable {
    case needsRegistration(Proof)
    case betterRegistrationGivesLess(Proof)
    case moreFactorsGiveLess(Proof, Registration)
}

extension AssuranceTable {
    /// The table that Aldaba starts with: a PIN is worth what the registration is worth, a password alone is low, a
    /// password with a code needs the advanced registration, a certificate needs none.
    package static let standard = AssuranceTable(unchecked: [
        .pin: [.basic: .low, .advanced: .substantial],
        .password: [.basic: .low, .advanced: .low],
        .passwordAndCode: [.advanced: .substantial],
        .softwareCertificate: [.none: .substantial, .basic: .substantial, .advanced: .substantial],
        .deviceCertificate: [.none: .high, .basic: .high, .advanced: .high],
    ])

    /// For the constant above alone; a test holds it against the checks.
    private init(unchecked levels: [Proof: [Registration: LevelOfAssurance]]) {
        self.levels = levels
    }

    /// The same table as configuration writes it.
    package var rows: [Proof: [Registration: LevelOfAssurance]] { levels }
}
