/// Repeats an operation with a pause between the runs, until the task is cancelled.
///
/// Cancellation ends a pause at once. A run that has started is completed, unless the operation itself observes the
/// cancellation.
package struct Periodically: Sendable {
    /// When the first run starts.
    package enum Start: Sendable {
        case atOnce, afterPause
    }

    private let pause: Duration
    private let start: Start
    private let sleep: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - pause: The time from the end of a run to the start of the next.
    ///   - start: When the first run starts.
    ///   - sleep: Waits for the pause, and throws when the task is cancelled. Tests replace it.
    package init(
        every pause: Duration, start: Start = .afterPause,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.pause = pause
        self.start = start
        self.sleep = sleep
    }

    /// Runs the operation until the task is cancelled.
    ///
    /// - Parameters:
    ///   - operation: One run.
    ///   - report: Reports the error of a failed run, for example in the log. The loop continues after it. A
    ///     `CancellationError` is not reported.
    package func run(
        isolation: isolated (any Actor)? = #isolation, _ operation: () async throws -> Void,
        onFailure report: (any Error) -> Void
    ) async {
        if start == .afterPause, (try? await sleep(pause)) == nil { return }
        while !Task.isCancelled {
            do {
                try await operation()
            } catch is CancellationError {
                // The pause ends the loop, if it is this task that was cancelled.
            } catch {
                report(error)
            }
            guard (try? await sleep(pause)) != nil else { return }
        }
    }

    /// Runs an operation that cannot fail until the task is cancelled.
    package func run(isolation: isolated (any Actor)? = #isolation, _ operation: () async -> Void) async {
        await run(operation, onFailure: { _ in })
    }
}
