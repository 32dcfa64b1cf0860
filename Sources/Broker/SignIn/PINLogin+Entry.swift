import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// The outcome of a typed code.
package enum CodeOutcome: Sendable {
    /// The citizen's identity is proved, at a level that answers the request.
    case proved(OpenLogin)
    /// The citizen's identity is proved, below the required level. The page with the choice of methods shows this.
    case fellShort(OpenLogin)
    /// The text is not a code. No attempt was used.
    case malformed
    case wrong(attemptsLeft: Int)
    /// The code was used, had too many wrong attempts or is too old. The method starts again.
    case useless(OpenLogin)
    /// Too many codes were wrong for this citizen. No code is judged until the pause ends.
    case wait(Pause)
}

extension PINLogin {
    /// Verifies the access code: the PIN of the message, with or without the citizen's own four characters before it.
    ///
    /// - Throws: `SignInError`.
    package func enter(_ typed: String, by visitor: Visitor, in open: OpenLogin) async throws -> CodeOutcome {
        let now = signIn.time.now()
        guard case .pinSent(let sent) = try provingStep(of: open, at: now), let ownCode = sent.ownCode else {
            throw SignInError.impossible(.wrongState)
        }
        guard let code = AccessCode(typed, ownCode: ownCode, format: signIn.settings.pinFormat) else {
            return .malformed
        }
        let hash = code.hash(key: signIn.keys.codes, login: open.login.id.rawValue, document: sent.document)
        return try await codes.enter(hash, of: sent, proving: .pin, by: visitor, in: open, at: now)
    }

    private func provingStep(of open: OpenLogin, at now: Date) throws -> Login.Proving {
        do { return try open.login.proving(at: now) } catch { throw SignInError.impossible(error) }
    }
}
