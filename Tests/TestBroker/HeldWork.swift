import Dispatch

/// Work that reports its start and runs until it is released.
package final class HeldWork: Sendable {
    private let permission = DispatchSemaphore(value: 0)
    private let beginnings: AsyncStream<Void>
    private let beginning: AsyncStream<Void>.Continuation

    package init() { (beginnings, beginning) = AsyncStream.makeStream() }

    /// Reports the start and blocks until it is released.
    package func run() {
        beginning.yield()
        permission.wait()
    }

    /// Returns after the work has started `count` times.
    package func begun(_ count: Int) async {
        var iterator = beginnings.makeAsyncIterator()
        for _ in 0..<count { await iterator.next() }
    }

    package func release(_ count: Int) {
        for _ in 0..<count { permission.signal() }
    }
}
