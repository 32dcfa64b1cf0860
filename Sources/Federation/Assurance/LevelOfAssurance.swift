/// The degree of confidence in the identity of a person: the three levels of eIDAS.
///
/// - SeeAlso: Regulation (EU) 910/2014 article 8; Implementing Regulation (EU) 2015/1502.
package enum LevelOfAssurance: Int, Decodable, CaseIterable, Sendable {
    case low = 1
    case substantial
    case high
}

extension LevelOfAssurance: Comparable {
    package static func < (left: LevelOfAssurance, right: LevelOfAssurance) -> Bool { left.rawValue < right.rawValue }
}

extension LevelOfAssurance: LosslessStringConvertible {
    /// The word in configuration and in pages: `low`, `substantial` or `high`.
    package init?(_ description: String) {
        guard let level = Self.allCases.first(where: { $0.description == description }) else { return nil }
        self = level
    }

    package var description: String {
        switch self {
        case .low: "low"
        case .substantial: "substantial"
        case .high: "high"
        }
    }
}

extension LevelOfAssurance {
    private static let prefix = "http://eidas.europa.eu/LoA/"

    /// The level of an AuthnContextClassRef of eIDAS; nil for any other class.
    package init?(classReference: String) {
        guard classReference.hasPrefix(Self.prefix) else { return nil }
        self.init(String(classReference.dropFirst(Self.prefix.count)))
    }

    /// The AuthnContextClassRef of this level, for example `http://eidas.europa.eu/LoA/substantial`.
    package var classReference: String { Self.prefix + description }
}
