/// Why a method cannot be used for what the service asks.
package enum UnavailabilityReason: String, Sendable, CaseIterable {
    /// The method never reaches the level asked for.
    case levelTooLow = "level-too-low"
    /// The service wants a level that this method goes beyond (comparison exact or maximum).
    case levelTooHigh = "level-too-high"
    /// The service's entry, or the broker's configuration, leaves it out.
    case notOffered = "not-offered"
    /// Tried in this login, and the level reached fell short.
    case fellShort = "fell-short"
    /// Not working at the moment.
    case outOfOrder = "out-of-order"

    var key: String { "unavailable.\(rawValue)" }

    static let keys = allCases.map(\.key)
}
