import Citizens
import Foundation
import Storage

/// How often something may happen to one subject.
struct Limit: Hashable, Sendable {
    let subject: LimitStore.Subject
    let windows: [SlidingWindow]
    /// What a visitor is told who has to wait for it.
    let cause: Pause.Cause

    init(_ subject: LimitStore.Subject, _ windows: [SlidingWindow], _ cause: Pause.Cause) {
        self.subject = subject
        self.windows = windows
        self.cause = cause
    }

    /// What to wait for before one more event has room; nil when it has room now.
    func pause(_ tally: Tally, at now: Date) -> Pause? {
        tally.fullUntil(windows, at: now).map { Pause(until: $0, cause: cause) }
    }
}

extension [Pause] {
    /// The one that ends last: a visitor who waits for it is not refused again.
    var longest: Pause? { self.max { $0.until < $1.until } }
}
