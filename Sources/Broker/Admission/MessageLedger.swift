import Citizens
import Storage

/// The limits on the messages that a claim may request.
struct MessageLedger {
    private let windows: [SlidingWindow]

    init(_ limits: SMSLimits) {
        windows = limits.windows
    }

    /// Returns the limit on messages of one kind. The pause is the longest of all its windows, so a citizen who waits
    /// is not refused again.
    func limit(_ event: SMSLimits.Event, for claim: Claim) -> Limit {
        Limit(LimitStore.Subject(event.rawValue, claim.messageSubject), windows, .messages)
    }
}
