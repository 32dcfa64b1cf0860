import Citizens
import Foundation
import Storage

/// Counts the messages that a claim asks for.
struct MessageLedger {
    private let windows: [SlidingWindow]
    private let store: LimitStore

    init(_ broker: Broker, _ connection: Connection) {
        windows = broker.settings.messages.windows
        store = LimitStore(connection)
    }

    /// When the next message may be asked for; nil for now. Counts nothing.
    ///
    /// Every limit is looked at and the longest wait is returned, so that a citizen who waits is not refused again.
    func look(_ event: SMSLimits.Event, for claim: Claim, at now: Date) throws -> Date? {
        try store.fullUntil(event.rawValue, subject: claim.messageSubject, windows, at: now)
    }

    /// Counts one more message, if every limit has room for it.
    ///
    /// - Returns: nil when it was counted, else when to try again.
    func admit(_ event: SMSLimits.Event, for claim: Claim, at now: Date) throws -> Date? {
        try store.admit(event.rawValue, subject: claim.messageSubject, windows, at: now)
    }
}
