package import Foundation

/// Tells the time: the machine's in production, a hand-turned one in tests.
package struct TimeSource: Sendable {
    /// The present instant, UTC.
    package let now: @Sendable () -> Date

    package init(_ now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    package static let system = TimeSource { Date() }
}
