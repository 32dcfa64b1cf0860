import Synchronization

/// The listeners that are not open yet: until there are none, the program is not ready for anybody.
final class OpeningListeners: Sendable {
    private let count = Mutex(0)

    /// Waits for one more listener, which calls the function with its port when it listens.
    func expect() -> @Sendable (Int) -> Void {
        count.withLock { $0 += 1 }
        return { [self] _ in count.withLock { $0 -= 1 } }
    }

    var areOpen: Bool { count.withLock { $0 == 0 } }
}
