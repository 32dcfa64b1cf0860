import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// What came of a code that was typed.
package enum CodeOutcome: Sendable {
    /// Who it is has been proved, at a level that answers the request.
    case proved(OpenLogin)
    /// Who it is has been proved, and that does not reach the level: the chooser says so.
    case fellShort(OpenLogin)
    /// Not a code at all: no attempt was spent.
    case malformed
    case wrong(attemptsLeft: Int)
    /// Used, too often wrong or too old: the method begins again.
    case dead(OpenLogin)
    /// Too many codes were wrong for this person: no code is judged for a while.
    case wait(Pause)
}

extension PINLogin {
    /// Takes the access code: the PIN of the message, with or without one's own four characters before it.
    ///
    /// - Throws: `SignInError`.
    package func enter(_ typed: String, by visitor: Visitor, in open: OpenLogin) async throws -> CodeOutcome {
        let now = broker.time.now()
        guard case .pinSent(let sent) = try provingStep(of: open, at: now), let ownCode = sent.ownCode else {
            throw SignInError.impossible(.outOfStep)
        }
        guard let code = AccessCode(typed, ownCode: ownCode, format: broker.settings.pinFormat) else {
            return .malformed
        }
        let hash = code.hash(key: broker.keys.codes, login: open.login.id.rawValue, document: sent.document)
        return try await codes.enter(hash, of: sent, proving: .pin, by: visitor, in: open, at: now)
    }

    private func provingStep(of open: OpenLogin, at now: Date) throws -> Login.Proving {
        do { return try open.login.proving(at: now) } catch { throw SignInError.impossible(error) }
    }
}
