import Broker
import Hummingbird
import Pages

/// Where a citizen goes after having typed a code, whichever it was: always to a page by GET, so that the back button
/// never asks for a form to be sent again.
struct CodeAnswers {
    let login: LoginContext

    func response(_ outcome: CodeOutcome) async throws -> Response {
        switch outcome {
        case .proved(let open), .fellShort(let open): login.with(open).seeOther()
        case .malformed: login.seeOther(.malformedCode)
        case .wrong(let attemptsLeft): login.seeOther(.wrongCode(attemptsLeft: attemptsLeft))
        case .dead: login.seeOther(.uselessCode)
        case .wait(let pause):
            try await LoginPages(login).page(saying: .problems([Problem(Sentence(pause))]))
        }
    }
}
