package import Citizens

/// How somebody stands in the register: not at all, or with the level at which they registered.
package enum Registration: String, Decodable, CaseIterable, Sendable {
    case none
    case basic
    case advanced

    /// The registration of a citizen with that level; nil for a person who is not registered.
    package init(_ level: RegistrationLevel?) {
        switch level {
        case nil: self = .none
        case .basic: self = .basic
        case .advanced: self = .advanced
        }
    }
}
