package import Foundation

/// How often one subject may do one kind of thing.
package struct LimitRule: Sendable, Hashable {
    /// At most `maximum` events in any stretch of time of this length: a sliding window, no calendar hour.
    package struct Window: Sendable, Hashable {
        package let length: Duration
        package let maximum: Int

        package init(_ maximum: Int, in length: Duration) {
            precondition(maximum > 0, "a window without room is a refusal, not a limit")
            self.length = length
            self.maximum = maximum
        }
    }

    /// What is counted, as in `pin.request`.
    package let kind: String
    /// Whose it is: a keyed hash of a document or an address, or a constant for the sum of all.
    package let subject: [UInt8]
    package let windows: [Window]

    package init(kind: String, subject: [UInt8], windows: [Window]) {
        self.kind = kind
        self.subject = subject
        self.windows = windows
    }
}

/// Whether there was room.
package enum Admission: Sendable, Hashable {
    case admitted
    /// The rule and window that stay full the longest, and when there is room in all of them again.
    case full(kind: String, window: LimitRule.Window, until: Date)
}
