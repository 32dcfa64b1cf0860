import SAML

/// How well a person proved who they are: the three levels of eIDAS.
enum Level: String, CaseIterable, Comparable, Codable, Sendable {
    case low, substantial, high

    var authnContextClass: AuthnContextClass {
        switch self {
        case .low: .eidasLow
        case .substantial: .eidasSubstantial
        case .high: .eidasHigh
        }
    }

    /// The level of a class, or nil: an unknown class is worth nothing here.
    init?(_ authnContextClass: AuthnContextClass?) {
        guard let level = Level.allCases.first(where: { $0.authnContextClass == authnContextClass }) else { return nil }
        self = level
    }

    /// The Spanish word.
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
