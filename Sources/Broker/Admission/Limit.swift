import Citizens
import Foundation
import Storage

/// The maximum number of events for one subject.
struct Limit: Hashable, Sendable {
    let subject: LimitStore.Subject
    let windows: [SlidingWindow]
    /// The cause that the page shows when this limit makes the citizen wait.
    let cause: Pause.Cause

    init(_ subject: LimitStore.Subject, _ windows: [SlidingWindow], _ cause: Pause.Cause) {
        self.subject = subject
        self.windows = windows
        self.cause = cause
    }

    /// Returns the pause until the limit allows one more event; nil when it allows one now.
    func pause(_ tally: Tally, at now: Date) -> Pause? {
        tally.fullUntil(windows, at: now).map { Pause(until: $0, cause: cause) }
    }
}

extension [Pause] {
    /// The pause that ends last. After it, no other pause of the array delays the citizen.
    var longest: Pause? { self.max { $0.until < $1.until } }
}
