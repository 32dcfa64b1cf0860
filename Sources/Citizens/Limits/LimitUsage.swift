package import Foundation

/// How much of a limit is used up, as counted in the database.
package struct LimitUsage: Hashable, Sendable {
    package let limit: RateLimit
    /// Events since `limit.start(at:)`; counting may stop at `limit.maximum`.
    package let count: Int
    /// Of the newest `limit.maximum` events, the instant of the first; nil when there is none.
    package let oldest: Date?

    package init(_ limit: RateLimit, count: Int, oldest: Date?) {
        self.limit = limit
        self.count = count
        self.oldest = oldest
    }

    /// The instant from which the limit lets the next event through; nil when it does now.
    package func exhaustedUntil(at now: Date) -> Date? {
        guard count >= limit.maximum else { return nil }
        let end = (oldest ?? now).addingTimeInterval(limit.window.timeInterval)
        return end > now ? end : nil
    }
}

/// What the limits say of one more event.
package enum LimitDecision: Hashable, Sendable {
    case allowed
    /// Not before that instant; the limit is the one that holds longest.
    case wait(until: Date, RateLimit)

    /// All limits must let it through.
    package init(_ usages: [LimitUsage], at now: Date) {
        let exhausted = usages.compactMap { usage in
            usage.exhaustedUntil(at: now).map { (until: $0, limit: usage.limit) }
        }
        guard let longest = exhausted.max(by: { $0.until < $1.until }) else {
            self = .allowed
            return
        }
        self = .wait(until: longest.until, longest.limit)
    }
}
