import Citizens
import Storage

/// How many messages a claim may ask for.
struct MessageLedger {
    private let windows: [SlidingWindow]

    init(_ broker: Broker) {
        windows = broker.settings.messages.windows
    }

    /// The limit on messages of one kind. All of its windows are looked at and the longest wait is named, so that a
    /// citizen who waits is not refused again.
    func limit(_ event: SMSLimits.Event, for claim: Claim) -> Limit {
        Limit(LimitStore.Subject(event.rawValue, claim.messageSubject), windows, .messages)
    }
}
