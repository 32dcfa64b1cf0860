import Citizens
import Foundation
import Storage

/// Counts the wrong codes of a claim, and computes how long its method rests after too many.
struct GuessLedger {
    private let budget: GuessBudget
    private let claim: Claim
    private let now: Date

    /// The name of a wrong code in the store.
    static let kind = "guess"

    init(_ budget: GuessBudget, _ claim: Claim, at now: Date) {
        self.budget = budget
        self.claim = claim
        self.now = now
    }

    /// Whether a code is judged now.
    enum Availability: Hashable {
        /// The code is judged. Before that, it is counted as wrong for this subject.
        case open(LimitStore.Subject)
        case rest(until: Date)
    }

    /// The tallies that `availability(in:)` reads.
    var subjects: [LimitStore.Subject] { claim.guessSubjects.map { LimitStore.Subject(Self.kind, $0) } }

    /// Returns whether a code of this claim is judged now, or when the rest ends.
    func availability(in tallies: Tallies) -> Availability {
        var ends: [Date] = []
        for subject in subjects {
            guard let end = restEnd(after: tallies[subject]) else { return .open(subject) }
            ends.append(end)
        }
        return .rest(until: ends.min() ?? now)
    }

    /// Returns the pause until the method's rest ends; nil when codes are judged.
    func pause(in tallies: Tallies) -> Pause? {
        guard case .rest(let end) = availability(in: tallies) else { return nil }
        return Pause(until: end, cause: .rest)
    }

    /// Counts a code as wrong, and saves the tallies. Until this transaction ends, no other transaction judges a code
    /// for the subject.
    func count(_ subject: LimitStore.Subject, in tallies: inout Tallies) throws {
        tallies.change(subject, within: [GuessBudget.month], ifAllowed: { restEnd(after: $0) == nil }) { [now] in
            $0.add(at: now, windows: [GuessBudget.month])
        }
        try tallies.save()
    }

    /// Removes the count of a code that was not wrong. The caller saves the tallies.
    func takeBack(_ subject: LimitStore.Subject, in tallies: inout Tallies) {
        tallies.change(subject, within: [GuessBudget.month]) { [now] in $0.remove(at: now) }
    }

    /// Returns the end of the rest that follows from the counted wrong codes; nil when codes are judged.
    func restEnd(after tally: Tally) -> Date? { budget.restEnd(after: tally, at: now) }
}
