import Citizens
import Foundation
import Storage

/// The tallies that a transaction decides by: read in one statement, and written in one.
///
/// Nothing is locked until changes are saved. Then each row that another transaction has replaced since is locked, read
/// again and changed again. If its limit is full now, the transaction is undone and runs again from the beginning,
/// where it is refused. So of any number at once as many are counted as there is room, and a refusal writes nothing.
///
/// A transaction locks rows in this order: the wrong codes of a claim; the login; the credits of networks; all others,
/// in the order of their subjects, in its last statements. So no two of them wait for each other.
struct Tallies {
    private let store: LimitStore
    private let now: Date
    private var entries: [LimitStore.Subject: LimitStore.Entry] = [:]
    private var changes: [Change] = []

    /// A change of one tally that is not saved.
    private struct Change {
        let subject: LimitStore.Subject
        /// How long the youngest event counts.
        let longest: Duration
        let hasRoom: (Tally) -> Bool
        let apply: (inout Tally) -> Void
    }

    /// Reads the tallies of these subjects.
    init(of subjects: [LimitStore.Subject], at now: Date, on connection: Connection) throws {
        store = LimitStore(connection)
        self.now = now
        try read(subjects)
    }

    /// Reads the tallies of more subjects, without those that were read before.
    mutating func read(_ subjects: [LimitStore.Subject]) throws {
        let missing = Set(subjects).subtracting(entries.keys).sorted()
        guard !missing.isEmpty else { return }
        let found = try store.read(missing)
        for subject in missing { entries[subject] = found[subject] ?? .missing }
    }

    /// The tally as it was read or saved last.
    subscript(_ subject: LimitStore.Subject) -> Tally { entries[subject]?.tally ?? Tally() }

    /// What to wait for; nil when the limit has room.
    func pause(_ limit: Limit) -> Pause? { limit.pause(self[limit.subject], at: now) }

    /// Counts an event that the limit has room for.
    mutating func count(_ limit: Limit) {
        let (now, lengths) = (now, limit.windows.map(\.length))
        change(limit.subject, within: lengths) {
            limit.pause($0, at: now) == nil
        } by: {
            $0.add(at: now, windows: lengths)
        }
    }

    /// Changes a tally.
    ///
    /// - Parameters:
    ///   - lengths: of the windows in which its events count.
    ///   - hasRoom: whether the change is allowed, for a tally that another transaction has changed meanwhile.
    mutating func change(
        _ subject: LimitStore.Subject, within lengths: [Duration],
        ifRoom hasRoom: @escaping (Tally) -> Bool = { _ in true }, by apply: @escaping (inout Tally) -> Void
    ) {
        changes.append(
            Change(subject: subject, longest: lengths.max() ?? .zero, hasRoom: hasRoom, apply: apply))
    }

    /// Writes the changes.
    ///
    /// - Throws: `StorageFault.contention` when a limit has been filled since it was read: the transaction runs again.
    mutating func save() throws {
        let missed = try replace(changes)
        if !missed.isEmpty {
            // Held from now on: what is read now stays so.
            let subjects = Set(missed.map(\.subject))
            for subject in subjects { entries[subject] = nil }
            try read(Array(subjects))
            guard try replace(missed).isEmpty else { throw Self.filled }
        }
        changes = []
    }

    private static let filled = StorageFault.contention("a limit was filled by another transaction")

    /// - Returns: the changes of rows that are not as they were read.
    /// - Throws: `StorageFault.contention` when a limit has no room for a change.
    private mutating func replace(_ changes: [Change]) throws -> [Change] {
        var replacements: [LimitStore.Replacement] = []
        for (subject, changes) in Dictionary(grouping: changes, by: \.subject) {
            let read = entries[subject] ?? .missing
            var tally = read.tally
            for change in changes {
                // After the changes before it: each of two events needs room of its own.
                guard change.hasRoom(tally) else { throw Self.filled }
                change.apply(&tally)
            }
            guard tally != read.tally else { continue }
            let longest = changes.map(\.longest).max() ?? .zero
            replacements.append(.init(subject, tally, longest: longest, over: read))
        }
        guard !replacements.isEmpty else { return [] }
        let replaced = try store.replace(replacements, at: now)
        for replacement in replacements where replaced.contains(replacement.subject) {
            entries[replacement.subject] = replacement.after(at: now)
        }
        let missed = Set(replacements.map(\.subject)).subtracting(replaced)
        return changes.filter { missed.contains($0.subject) }
    }
}
