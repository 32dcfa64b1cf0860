/// Wakes the dispatcher when the outbox has a new message, so that the message does not wait for the next poll.
///
/// Signals that arrive while the dispatcher is busy count as one.
package final class OutboxSignal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Raises the signal. Returns at once, also when no dispatcher runs.
    package func raise() {
        continuation.yield()
    }

    /// The signals, for one consumer: the dispatcher of this process.
    package var signals: AsyncStream<Void> { stream }
}
