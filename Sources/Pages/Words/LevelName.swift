/// The levels of assurance that pages have words for.
package enum LevelName: String, Sendable, CaseIterable {
    case low, substantial, high

    var key: String { "level.\(rawValue)" }

    static let keys = allCases.map(\.key)
}
