/// A condition was not fulfilled in time.
package struct DeadlineExceeded: Error, CustomStringConvertible {
    package let what: String
    package let waited: Duration
    /// The error of the last attempt, if it threw.
    package let lastError: String?

    package var description: String {
        "timeout after \(waited), waiting for \(what)" + (lastError.map { ": \($0)" } ?? "")
    }
}

/// Repeats an attempt until its result is not nil, and returns the result.
///
/// An attempt that throws counts as nil. Attempts at least once, and every 20 milliseconds.
/// - Throws: `DeadlineExceeded` when `limit` has passed.
@discardableResult
package func eventually<Value: Sendable>(
    _ what: String, within limit: Duration = .seconds(20), _ attempt: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    var lastError: String?
    repeat {
        do {
            if let value = try await attempt() { return value }
            lastError = nil
        } catch let error as ProcessEnded {
            throw error
        } catch {
            lastError = String(describing: error)
        }
        try await Task.sleep(for: .milliseconds(20))
    } while clock.now < deadline
    throw DeadlineExceeded(what: what, waited: limit, lastError: lastError)
}
