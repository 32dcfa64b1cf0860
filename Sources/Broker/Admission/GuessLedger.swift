import Citizens
import Foundation
import Storage

/// Counts the wrong codes of a claim, and says how long its method rests after too many.
struct GuessLedger {
    private let budget: GuessBudget
    private let claim: Claim
    private let now: Date

    /// What the store calls a wrong code.
    static let kind = "guess"

    init(_ broker: Broker, _ claim: Claim, at now: Date) {
        budget = broker.settings.guesses
        self.claim = claim
        self.now = now
    }

    /// Whether a code is judged.
    enum Room: Hashable {
        /// It is counted for this subject, as if it were wrong, before it is judged.
        case open(LimitStore.Subject)
        case rest(until: Date)
    }

    /// The tallies that decide.
    var subjects: [LimitStore.Subject] { claim.guessSubjects.map { LimitStore.Subject(Self.kind, $0) } }

    /// Whether a code of this claim is judged now.
    func room(in tallies: Tallies) -> Room {
        var ends: [Date] = []
        for subject in subjects {
            guard let end = restEnd(after: tallies[subject]) else { return .open(subject) }
            ends.append(end)
        }
        return .rest(until: ends.min() ?? now)
    }

    /// The rest of the method; nil when codes are judged.
    func pause(in tallies: Tallies) -> Pause? {
        guard case .rest(let end) = room(in: tallies) else { return nil }
        return Pause(until: end, cause: .rest)
    }

    /// Counts a code, as if it were wrong, and saves the tallies: no other transaction judges a code for the subject
    /// until this one ends.
    func count(_ subject: LimitStore.Subject, in tallies: inout Tallies) throws {
        tallies.change(subject, within: [GuessBudget.month], ifRoom: { restEnd(after: $0) == nil }) { [now] in
            $0.add(at: now, windows: [GuessBudget.month])
        }
        try tallies.save()
    }

    /// Takes back a code that was not wrong. The tallies are to be saved.
    func takeBack(_ subject: LimitStore.Subject, in tallies: inout Tallies) {
        tallies.change(subject, within: [GuessBudget.month]) { [now] in $0.remove(at: now) }
    }

    /// The end of the rest that follows from these wrong codes; nil when codes are judged.
    func restEnd(after tally: Tally) -> Date? { budget.restEnd(after: tally, at: now) }
}
