import Dispatch

/// Work that says when it has begun and goes on until it is released.
package final class HeldWork: Sendable {
    private let permission = DispatchSemaphore(value: 0)
    private let beginnings: AsyncStream<Void>
    private let beginning: AsyncStream<Void>.Continuation

    package init() { (beginnings, beginning) = AsyncStream.makeStream() }

    /// The work itself.
    package func run() {
        beginning.yield()
        permission.wait()
    }

    /// Returns when the work has begun so many times.
    package func begun(_ count: Int) async {
        var iterator = beginnings.makeAsyncIterator()
        for _ in 0..<count { await iterator.next() }
    }

    package func release(_ count: Int) {
        for _ in 0..<count { permission.signal() }
    }
}
