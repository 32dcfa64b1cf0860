public import Foundation

/// How long a message is accepted, and how long its ID must therefore be remembered: both come from here.
/// - SeeAlso: Core §1.3.3, §3.2.1; Profiles §4.1.4.5, §4.4.4.1.
public struct MessageFreshness: Hashable, Sendable {
    /// By how much clocks may differ, in either direction.
    public let skew: Duration

    /// Allows that much.
    public init(skew: Duration) {
        self.skew = skew
    }

    /// Whether a message made at that time is accepted now.
    public func accepts(_ issueInstant: Date, now: Date) -> Bool {
        abs(issueInstant.timeIntervalSince(now)) <= skew.timeInterval
    }

    /// The time until which the ID of a message must be remembered.
    ///
    /// It is accepted until the skew after its IssueInstant by the clock of the broker that reads it. The clock of the
    /// broker that forgets may be ahead of that one by the same skew.
    public func rememberUntil(_ issueInstant: Date) -> Date {
        issueInstant.addingTimeInterval(2 * skew.timeInterval)
    }
}
