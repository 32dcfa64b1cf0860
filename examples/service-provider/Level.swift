import SAML

/// The level of assurance: the three levels of eIDAS.
enum Level: String, CaseIterable, Comparable, Codable, Sendable {
    case low, substantial, high

    var authnContextClass: AuthnContextClass {
        switch self {
        case .low: .eidasLow
        case .substantial: .eidasSubstantial
        case .high: .eidasHigh
        }
    }

    /// Nil for an unknown class, which allows nothing here.
    init?(_ authnContextClass: AuthnContextClass?) {
        guard let level = Level.allCases.first(where: { $0.authnContextClass == authnContextClass }) else { return nil }
        self = level
    }

    /// The Spanish name.
    var name: String {
        switch self {
        case .low: "bajo"
        case .substantial: "sustancial"
        case .high: "alto"
        }
    }

    static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: 0
        case .substantial: 1
        case .high: 2
        }
    }
}
