import Citizens
import Foundation
import Storage

/// The tallies that a transaction uses for its decisions. One statement reads them and one statement writes them.
///
/// A transaction takes no locks until it saves changes. On save, each row that another transaction has replaced since
/// the read is locked, read again and changed again. If its limit is full now, the transaction rolls back and runs
/// again from the beginning, where the attempt is refused. As a result, concurrent attempts never exceed a limit, and a
/// refusal writes nothing.
///
/// A transaction locks rows in this order: the wrong codes of a claim; the login; the credits of networks; all others,
/// in the order of their subjects, in its last statements. This order prevents deadlocks.
struct Tallies {
    private let store: LimitStore
    private let now: Date
    private var entries: [LimitStore.Subject: LimitStore.Entry] = [:]
    private var changes: [Change] = []

    /// A change of one tally that is not saved yet.
    private struct Change {
        let subject: LimitStore.Subject
        /// The time for which the newest event counts.
        let longest: Duration
        let isAllowed: (Tally) -> Bool
        let apply: (inout Tally) -> Void
    }

    init(of subjects: [LimitStore.Subject], at now: Date, on connection: Connection) throws {
        store = LimitStore(connection)
        self.now = now
        try read(subjects)
    }

    /// Reads the tallies of more subjects, except those already read.
    mutating func read(_ subjects: [LimitStore.Subject]) throws {
        let missing = Set(subjects).subtracting(entries.keys).sorted()
        guard !missing.isEmpty else { return }
        let found = try store.read(missing)
        for subject in missing { entries[subject] = found[subject] ?? .missing }
    }

    /// The tally as of its last read or save.
    subscript(_ subject: LimitStore.Subject) -> Tally { entries[subject]?.tally ?? Tally() }

    /// Returns the pause until the limit allows one more event; nil when it allows one now.
    func pause(_ limit: Limit) -> Pause? { limit.pause(self[limit.subject], at: now) }

    /// Counts an event that the limit allows.
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
    ///   - lengths: The lengths of the windows in which the tally's events count.
    ///   - isAllowed: Returns whether the change is allowed, for a tally that another transaction has changed since.
    mutating func change(
        _ subject: LimitStore.Subject, within lengths: [Duration],
        ifAllowed isAllowed: @escaping (Tally) -> Bool = { _ in true }, by apply: @escaping (inout Tally) -> Void
    ) {
        changes.append(
            Change(subject: subject, longest: lengths.max() ?? .zero, isAllowed: isAllowed, apply: apply))
    }

    /// Writes the changes.
    ///
    /// - Throws: `StorageFault.contention` when another transaction has filled a limit since the read. The transaction
    ///   runs again.
    mutating func save() throws {
        let missed = try replace(changes)
        if !missed.isEmpty {
            // These rows are locked now, so the values read here stay current.
            let subjects = Set(missed.map(\.subject))
            for subject in subjects { entries[subject] = nil }
            try read(Array(subjects))
            guard try replace(missed).isEmpty else { throw Self.filled }
        }
        changes = []
    }

    private static let filled = StorageFault.contention("a limit was filled by another transaction")

    /// - Returns: The changes of rows that another transaction has changed since the read.
    /// - Throws: `StorageFault.contention` when a limit does not allow a change.
    private mutating func replace(_ changes: [Change]) throws -> [Change] {
        var replacements: [LimitStore.Replacement] = []
        for (subject, changes) in Dictionary(grouping: changes, by: \.subject) {
            let read = entries[subject] ?? .missing
            var tally = read.tally
            for change in changes {
                // After the changes before it: each of two events counts separately.
                guard change.isAllowed(tally) else { throw Self.filled }
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
