/// The levels that a service accepts, as a citizen reads them.
package enum AcceptedLevels: Sendable, Hashable {
    /// That level or any higher one.
    case atLeast(LevelName)
    /// These levels only, from low to high; not empty.
    case only([LevelName])

    /// - Parameter acceptable: from low to high.
    /// - Returns: nil when no level is acceptable.
    package init?(_ acceptable: [LevelName]) {
        guard let lowest = acceptable.first else { return nil }
        let isEverythingAbove = acceptable == Array(LevelName.allCases.drop { $0 != lowest })
        self = isEverythingAbove ? .atLeast(lowest) : .only(acceptable)
    }

    static let keys = LevelName.keys + ["level.or-above", "level.or", "level.no-other"]

    func text(in wording: Wording) -> String {
        switch self {
        case .atLeast(.high): wording.text(LevelName.high.key)
        case .atLeast(let level): wording.text("level.or-above", ["level": wording.text(level.key)])
        case .only(let levels): wording.text("level.no-other", ["level": alternatives(levels, in: wording)])
        }
    }

    private func alternatives(_ levels: [LevelName], in wording: Wording) -> String {
        let names = levels.map { wording.text($0.key) }
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return wording.text("level.or", ["level": names.dropLast().joined(separator: ", "), "other": last])
    }
}
