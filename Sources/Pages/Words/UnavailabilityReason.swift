/// Why a method cannot be used for a service's request.
package enum UnavailabilityReason: String, Sendable, CaseIterable {
    /// The method never reaches the requested level.
    case levelTooLow = "level-too-low"
    /// The service requests a level below the method's (comparison exact or maximum).
    case levelTooHigh = "level-too-high"
    /// The service's entry, or the broker's configuration, excludes it.
    case notOffered = "not-offered"
    /// Tried in this login, and the level reached was too low.
    case fellShort = "fell-short"
    /// Temporarily not working.
    case outOfOrder = "out-of-order"

    var key: String { "unavailable.\(rawValue)" }

    static let keys = allCases.map(\.key)
}
