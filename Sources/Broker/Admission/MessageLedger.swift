import Citizens
import Foundation
import Storage

/// Counts the messages that a claim asks for.
struct MessageLedger {
    private let limits: MessageLimits
    private let store: LimitStore

    init(_ broker: Broker, _ connection: Connection) {
        limits = broker.settings.messages
        store = LimitStore(connection)
    }

    /// When the next message may be asked for; nil for now. Counts nothing.
    ///
    /// Every limit is looked at and the longest wait is returned, so that a citizen who waits is not refused again.
    func look(_ event: RateLimit.Event, for claim: Claim, at now: Date) throws -> Date? {
        until(try store.look([rule(event, claim)], at: now))
    }

    /// Counts one more message, if every limit has room for it.
    ///
    /// - Returns: nil when it was counted, else when to try again.
    func admit(_ event: RateLimit.Event, for claim: Claim, at now: Date) throws -> Date? {
        until(try store.admit([rule(event, claim)], at: now))
    }

    private func rule(_ event: RateLimit.Event, _ claim: Claim) -> LimitRule {
        let windows = limits.limits(of: event).map { LimitRule.Window($0.maximum, in: $0.window) }
        return LimitRule(kind: event.rawValue, subject: claim.messageSubject, windows: windows)
    }

    private func until(_ admission: Admission) -> Date? {
        switch admission {
        case .admitted: nil
        case .full(_, _, let until): until
        }
    }
}
