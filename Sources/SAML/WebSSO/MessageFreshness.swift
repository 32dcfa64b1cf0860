public import Foundation

/// The period for which a message is accepted, and for which its ID must therefore be remembered.
/// - SeeAlso: Core §1.3.3, §3.2.1; Profiles §4.1.4.5, §4.4.4.1.
public struct MessageFreshness: Hashable, Sendable {
    /// The maximum difference between clocks, in either direction.
    public let skew: Duration

    /// Creates the rule for this difference.
    public init(skew: Duration) {
        self.skew = skew
    }

    /// Returns whether a message created at `issueInstant` is accepted now.
    public func accepts(_ issueInstant: Date, now: Date) -> Bool {
        abs(issueInstant.timeIntervalSince(now)) <= skew.timeInterval
    }

    /// Returns the time until which the ID of a message must be remembered.
    ///
    /// A broker accepts the message until its own clock shows the skew after IssueInstant. The broker that deletes the
    /// ID may have a clock that is ahead of it by the same skew.
    public func rememberUntil(_ issueInstant: Date) -> Date {
        issueInstant.addingTimeInterval(2 * skew.timeInterval)
    }
}
