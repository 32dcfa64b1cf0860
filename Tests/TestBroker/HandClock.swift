package import Broker
package import Foundation
import Synchronization

/// A clock that stands still until a test turns it.
package final class HandClock: Sendable {
    private let instant: Mutex<Date>

    /// - Parameter start: a whole second; milliseconds would be lost in messages.
    package init(at start: Date) {
        instant = Mutex(start)
    }

    package var now: Date { instant.withLock { $0 } }

    /// The clock as the broker reads it.
    package var source: TimeSource { TimeSource { self.now } }

    package func turn(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        instant.withLock { $0 += Double(seconds) + Double(attoseconds) * 1e-18 }
    }
}
