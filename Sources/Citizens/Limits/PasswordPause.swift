package import Foundation

/// How long the password method rests for a document after wrong passwords; the other methods stay open.
///
/// Kept for known and unknown documents alike, so that a pause tells nothing about who is registered.
package struct PasswordPause: Hashable, Sendable {
    /// Wrong passwords since the last right one.
    package let failures: Int
    package let state: State

    package enum State: Hashable, Sendable {
        case open
        /// No password is judged before that instant.
        case paused(until: Date)
        /// Until an operator ends it.
        case blocked
    }

    /// Nothing happened yet, or the last password was right.
    package static let none = PasswordPause(failures: 0, state: .open)

    /// What a register kept.
    package init(failures: Int, state: State) {
        self.failures = max(0, failures)
        self.state = state
    }

    /// The state as of now: a pause that is over is open.
    package func state(at now: Date) -> State {
        switch state {
        case .paused(let until) where until <= now: .open
        case .open, .paused, .blocked: state
        }
    }

    /// After one more wrong password.
    package func failed(at now: Date, policy: PasswordPausePolicy = .standard) -> PasswordPause {
        let failures = self.failures + 1
        guard state != .blocked else { return PasswordPause(failures: failures, state: .blocked) }
        if let limit = policy.failuresBeforeBlock, failures >= limit {
            return PasswordPause(failures: failures, state: .blocked)
        }
        guard let pause = policy.pause(after: failures) else { return PasswordPause(failures: failures, state: .open) }
        return PasswordPause(failures: failures, state: .paused(until: now.addingTimeInterval(pause.timeInterval)))
    }

    /// After the right password: everything begins anew.
    package func succeeded() -> PasswordPause { .none }
}
