/// How well the register knows the person.
package enum RegistrationLevel: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
    /// Registered at a distance: PIN, and the permanent key without a second factor.
    case basic
    /// Registered in person or with a certificate: everything.
    case advanced

    package static func < (left: RegistrationLevel, right: RegistrationLevel) -> Bool {
        left == .basic && right == .advanced
    }
}
