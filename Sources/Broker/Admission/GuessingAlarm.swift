package import Foundation
package import Logging
import Synchronization
package import Telemetry

/// Reports a high rate of wrong codes and passwords: an attacker may be guessing for many citizens at once.
///
/// Each broker counts its own attempts, in memory. The figure is the average number of wrong attempts per minute over
/// the last five minutes.
package final class GuessingAlarm: Sendable {
    /// The default threshold. A service with 300 sign-ins a minute has about ten mistakes a minute.
    package static let standardWrongPerMinute = 60
    private static let minutes = 5

    private let wrongPerMinute: Int
    private let measurements: Measurements
    private let log: Logger
    private let state = Mutex(State())

    private struct State {
        /// The number of wrong attempts in each of the last minutes. The key is the minute since 1970.
        var wrong: [Int: Int] = [:]
        var loggedAt = Date.distantPast
    }

    package init(
        wrongPerMinute: Int = standardWrongPerMinute, measurements: Measurements, log: Logger
    ) {
        self.wrongPerMinute = wrongPerMinute
        self.measurements = measurements
        self.log = log
        measurements.set(.guessingAlarm, to: 0)
    }

    /// Counts a judged code or password.
    package func judged(isRight: Bool, at now: Date) {
        measurements.count(.judgedProofs, isRight ? "right" : "wrong")
        update(adding: isRight ? 0 : 1, at: now)
    }

    /// Counts the outcome of a code. A code that was not judged does not count.
    func judged(_ outcome: CodeOutcome, at now: Date) {
        switch outcome {
        case .proved, .fellShort: judged(isRight: true, at: now)
        case .wrong, .useless: judged(isRight: false, at: now)
        case .malformed, .wait: break
        }
    }

    /// Reviews the alarm every 30 seconds until the task is cancelled, so that the alarm ends when no attempt is
    /// judged.
    package func run(_ time: TimeSource) async {
        await Periodically(every: .seconds(30)).run { review(at: time.now()) }
    }

    package func review(at now: Date) { update(adding: 0, at: now) }

    private func update(adding wrong: Int, at now: Date) {
        let (average, isDue) = state.withLock { state -> (Int, Bool) in
            let minute = Int(now.timeIntervalSince1970 / 60)
            state.wrong = state.wrong.filter { $0.key > minute - Self.minutes && $0.key <= minute }
            if wrong > 0 { state.wrong[minute, default: 0] += wrong }
            let average = state.wrong.values.reduce(0, +) / Self.minutes
            let isDue =
                average >= wrongPerMinute && now.timeIntervalSince(state.loggedAt) >= Double(Self.minutes * 60)
            if isDue { state.loggedAt = now }
            return (average, isDue)
        }
        measurements.set(.guessingAlarm, to: average >= wrongPerMinute ? 1 : 0)
        guard isDue else { return }
        log.warning(
            "sign-in: high rate of wrong codes and passwords: possible guessing attack on many citizens",
            metadata: ["wrong-per-minute": "\(average)", "alarm-from": "\(wrongPerMinute)"])
    }
}
