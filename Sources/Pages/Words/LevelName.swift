/// The levels of assurance for which pages have words.
package enum LevelName: String, Sendable, CaseIterable {
    case low, substantial, high

    var key: String { "level.\(rawValue)" }

    static let keys = allCases.map(\.key)
}
