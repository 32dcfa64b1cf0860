import Broker
import Hummingbird
import Pages

/// What a citizen sees after having typed a code, whichever it was.
struct CodeAnswers {
    let login: LoginVisit
    /// `.accessCode` or `.oneTimeCode`.
    let codeField: FormField

    func response(_ outcome: CodeOutcome) async throws -> Response {
        switch outcome {
        case .proved, .fellShort: return login.seeOther()
        case .malformed:
            return try await same(isPIN ? .accessCodeMalformed : .oneTimeCodeMalformed, field: codeField)
        case .wrong(let attemptsLeft):
            let sentence: Sentence =
                isPIN ? .wrongAccessCode(attemptsLeft: attemptsLeft) : .wrongOneTimeCode(attemptsLeft: attemptsLeft)
            return try await same(sentence, field: codeField)
        case .dead(let restarted):
            let problem = Problem(isPIN ? .pinUseless : .oneTimeCodeUseless)
            return try await LoginPages(login.with(restarted)).page(saying: .problems([problem]))
        case .wait(let until):
            return try await same(.methodPaused(until: until), field: nil)
        }
    }

    private var isPIN: Bool { codeField == .accessCode }

    private func same(_ sentence: Sentence, field: FormField?) async throws -> Response {
        try await LoginPages(login).page(saying: .problems([Problem(sentence, field: field)]))
    }
}
