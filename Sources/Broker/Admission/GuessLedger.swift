import Citizens
import Foundation
import Storage

/// Counts the wrong codes of a claim, and says how long its method rests after too many.
struct GuessLedger {
    private let budget: GuessBudget
    private let store: LimitStore

    /// What the store calls a wrong code.
    static let kind = "guess"

    init(_ broker: Broker, _ connection: Connection) {
        budget = broker.settings.guesses
        store = LimitStore(connection)
    }

    /// Whether a code is judged.
    enum Room: Hashable {
        /// A wrong one is counted for this subject. No other transaction judges a code for it until this one ends.
        case open(subject: [UInt8])
        case rest(until: Date)
    }

    /// Whether a code of this claim is judged now. Writes nothing during a rest, so that a flood leaves no rows.
    func room(for claim: Claim, at now: Date) throws -> Room {
        var ends: [Date] = []
        for subject in claim.guessSubjects {
            let end = try store.exactly(Self.kind, subject: subject, at: now) { try restEnd(subject, at: now) }
            guard let end else { return .open(subject: subject) }
            ends.append(end)
        }
        return .rest(until: ends.min() ?? now)
    }

    /// The end of the rest, without waiting for others: for requests, which judge nothing.
    func look(_ claim: Claim, at now: Date) throws -> Date? {
        var ends: [Date] = []
        for subject in claim.guessSubjects {
            guard let end = try restEnd(subject, at: now) else { return nil }
            ends.append(end)
        }
        return ends.min()
    }

    /// Counts a wrong code.
    ///
    /// - Returns: the end of the rest that begins with it; nil when none does.
    func record(for subject: [UInt8], at now: Date) throws -> Date? {
        try store.record(Self.kind, subject: subject, at: now)
        return try restEnd(subject, at: now)
    }

    private func restEnd(_ subject: [UInt8], at now: Date) throws -> Date? {
        let since = now - GuessBudget.month.timeInterval
        return budget.restEnd(after: try store.instants(Self.kind, subject: subject, since: since), at: now)
    }
}
