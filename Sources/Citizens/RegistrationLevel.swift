/// The level of identity proofing at registration.
package enum RegistrationLevel: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
    /// Registered remotely: PIN, and the permanent key without a second factor.
    case basic
    /// Registered in person or with a certificate: all methods.
    case advanced

    package static func < (left: RegistrationLevel, right: RegistrationLevel) -> Bool {
        left == .basic && right == .advanced
    }
}
