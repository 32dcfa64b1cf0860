package import Foundation

/// Somebody proved who they are: who, with what, and when.
package struct Authentication: Hashable, Codable, Sendable {
    package let person: NaturalPerson
    /// The method, with the factors that were really used.
    package let proof: Proof
    /// How the person stood in the register at that moment.
    package let registration: Registration
    /// When the last factor was shown.
    package let instant: Date

    package init(person: NaturalPerson, proof: Proof, registration: Registration, instant: Date) {
        self.person = person
        self.proof = proof
        self.registration = registration
        self.instant = instant
    }
}
