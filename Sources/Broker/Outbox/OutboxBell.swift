/// Wakes the dispatcher when a message has been put into the outbox, so that a citizen does not wait for its next look.
///
/// Rings that nobody waits for are remembered as one.
package final class OutboxBell: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Never waits, and costs nothing when nobody listens.
    package func ring() {
        continuation.yield()
    }

    /// The rings, for the one dispatcher of a process.
    package var rings: AsyncStream<Void> { stream }
}
