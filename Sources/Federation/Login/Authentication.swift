package import Foundation

/// A proof of identity: the person, the factors, and the time.
package struct Authentication: Hashable, Decodable, Sendable {
    package let person: NaturalPerson
    package let proof: Proof
    /// The registration of the person at that time.
    package let registration: Registration
    /// The time of the last factor.
    package let instant: Date
    /// The time of an earlier factor of the same proof; nil when there was only one factor.
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

    /// The time of the oldest factor. The age of the authentication is measured from here.
    package var oldestInstant: Date { firstFactorAt ?? instant }
}
