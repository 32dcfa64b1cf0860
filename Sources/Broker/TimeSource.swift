package import Foundation

/// A clock: the machine's clock in production, a manual clock in tests.
package struct TimeSource: Sendable {
    /// Returns the present time, UTC.
    package let now: @Sendable () -> Date

    package init(_ now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    package static let system = TimeSource { Date() }
}
