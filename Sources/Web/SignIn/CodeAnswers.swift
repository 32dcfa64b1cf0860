import Broker
import Hummingbird
import Pages

/// The redirect after a typed code. It always leads to a page by GET, so that the back button never asks to send a form
/// again.
struct CodeAnswers {
    let login: LoginContext

    func response(_ outcome: CodeOutcome) async throws -> Response {
        switch outcome {
        case .proved(let open), .fellShort(let open): login.with(open).seeOther()
        case .malformed: login.seeOther(.malformedCode)
        case .wrong(let attemptsLeft): login.seeOther(.wrongCode(attemptsLeft: attemptsLeft))
        case .useless: login.seeOther(.uselessCode)
        case .wait(let pause):
            try await LoginPages(login).page(showing: .problems([Problem(Sentence(pause))]))
        }
    }
}
