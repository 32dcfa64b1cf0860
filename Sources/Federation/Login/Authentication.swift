package import Foundation

/// Somebody proved who they are: who, with what, and when.
package struct Authentication: Hashable, Decodable, Sendable {
    package let person: NaturalPerson
    /// The method, with the factors that were really used.
    package let proof: Proof
    /// How the person stood in the register at that moment.
    package let registration: Registration
    /// When the last factor was shown.
    package let instant: Date
    /// When an earlier factor of the same proof was shown; nil when there was one alone.
    package let firstFactorAt: Date?

    package init(
        person: NaturalPerson, proof: Proof, registration: Registration, instant: Date, firstFactorAt: Date? = nil
    ) {
        self.firstFactorAt = firstFactorAt
        self.person = person
        self.proof = proof
        self.registration = registration
        self.instant = instant
    }

    /// Since when nothing of it has been shown anew: how old it is counts from here.
    package var oldestInstant: Date { firstFactorAt ?? instant }
}
