package import Broker
package import Foundation
import Synchronization

/// A clock that only the test advances.
package final class HandClock: Sendable {
    private let instant: Mutex<Date>

    /// - Parameter start: a whole second, because messages have no milliseconds.
    package init(at start: Date) {
        instant = Mutex(start)
    }

    package var now: Date { instant.withLock { $0 } }

    /// The time source for the broker.
    package var source: TimeSource { TimeSource { self.now } }

    package func turn(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        instant.withLock { $0 += Double(seconds) + Double(attoseconds) * 1e-18 }
    }
}
