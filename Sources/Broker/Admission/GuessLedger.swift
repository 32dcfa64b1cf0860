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

    /// The end of the rest that is under way; nil when a code may be judged. No other transaction judges a code of this
    /// claim until this one ends. Writes nothing during a rest, so that a flood leaves no rows.
    func restEnd(of claim: Claim, at now: Date) throws -> Date? {
        if let end = try look(claim, at: now) { return end }
        try store.hold(Self.kind, subject: claim.subject, at: now)
        return try look(claim, at: now)
    }

    /// Counts a wrong code.
    ///
    /// - Returns: the end of the rest that begins with it; nil when none does.
    func record(for claim: Claim, at now: Date) throws -> Date? {
        try store.record(Self.kind, subject: claim.subject, at: now)
        return try look(claim, at: now)
    }

    /// The end of the rest, without waiting for others: for requests, which judge nothing.
    func look(_ claim: Claim, at now: Date) throws -> Date? {
        let since = now - GuessBudget.month.timeInterval
        return budget.restEnd(
            after: try store.instants(Self.kind, subject: claim.subject, since: since), at: now)
    }
}
