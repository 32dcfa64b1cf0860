import Synchronization

/// The number of listeners that are not open yet. The program is ready when all are open.
final class OpeningListeners: Sendable {
    private let count = Mutex(0)

    /// Adds a listener to wait for. The listener calls the returned function with its port when it is open.
    func expect() -> @Sendable (Int) -> Void {
        count.withLock { $0 += 1 }
        return { [self] _ in count.withLock { $0 -= 1 } }
    }

    var areOpen: Bool { count.withLock { $0 == 0 } }
}
