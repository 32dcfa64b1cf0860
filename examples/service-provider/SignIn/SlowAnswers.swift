import Dispatch
import Synchronization

/// Verifies slow answers on a dedicated thread with a bounded queue.
///
/// Any client can post an answer, and a verification occupies a core. Most take a tenth of a millisecond, but the
/// limits of `SAML` allow some milliseconds. Many slow ones on the threads that serve all requests would block the
/// office.
final class SlowAnswers: Sendable {
    /// The predicted work from which an answer is slow, in units of about a nanosecond.
    private static let slowWork = 1_000_000

    private let thread = DispatchQueue(label: "office.answers")
    private let places: Mutex<Int>

    /// - Parameter places: The most slow answers that may run or wait.
    init(places: Int = 8) {
        self.places = Mutex(places)
    }

    /// Runs the work: directly if it is fast, otherwise on the thread.
    ///
    /// - Throws: `AnswerProblem.tooManyAtOnce` when no place is free; errors of the work.
    func run<Value: Sendable>(
        predicted work: Int, _ verify: @escaping @Sendable () throws(AnswerProblem) -> Value
    ) async throws(AnswerProblem) -> Value {
        guard work > Self.slowWork else { return try verify() }
        guard takePlace() else { throw .tooManyAtOnce }
        defer { places.withLock { $0 += 1 } }
        let outcome = await withCheckedContinuation { continuation in
            thread.async { continuation.resume(returning: Result(catching: verify)) }
        }
        return try outcome.get()
    }

    private func takePlace() -> Bool {
        places.withLock { places in
            guard places > 0 else { return false }
            places -= 1
            return true
        }
    }
}
