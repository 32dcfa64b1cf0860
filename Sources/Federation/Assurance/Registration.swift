package import Citizens

/// The registration of a person in the register of citizens: none, or its level.
package enum Registration: String, Decodable, CaseIterable, Sendable {
    case none
    case basic
    case advanced

    /// Creates the registration with this level; a nil level means that the person is not registered.
    package init(_ level: RegistrationLevel?) {
        switch level {
        case nil: self = .none
        case .basic: self = .basic
        case .advanced: self = .advanced
        }
    }
}
