import Dispatch
import Synchronization

/// Verifies answers that take long on a thread of its own, with a bounded queue before it.
///
/// Anybody can post an answer, and a verification keeps a core busy: most take a tenth of a millisecond, and within the
/// bounds of `SAML` some milliseconds. On the threads that serve all requests, many of those would stop the office.
final class SlowAnswers: Sendable {
    /// Work from which an answer is slow, in units of about a nanosecond.
    private static let slowWork = 1_000_000

    private let thread = DispatchQueue(label: "office.answers")
    private let places: Mutex<Int>

    /// - Parameter places: how many answers run or wait at most.
    init(places: Int = 8) {
        self.places = Mutex(places)
    }

    /// Does the work: here if it is quick, else on the thread.
    ///
    /// - Throws: `AnswerProblem.tooManyAtOnce` when no place is free; what the work throws.
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
