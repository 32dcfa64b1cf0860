import Federation
import Foundation
import Hummingbird
import Pages

/// What the page that follows a form says beside showing where the journey is. It travels in the address, where anybody
/// can write it: such a sentence does no harm where it is not true.
enum LoginNotice: Hashable, Sendable {
    /// A further code was asked for.
    case sentAgain
    /// One was asked for too soon after the last.
    case tooSoon
    /// What was typed cannot be a code.
    case malformedCode
    case wrongCode(attemptsLeft: Int)
    /// The code was wrong too often, is too old, or was used: its method begins again.
    case uselessCode

    static let parameter = "notice"

    /// What the address of a request says, if it says one of these.
    init?(_ request: Request) {
        guard let word = request.uri.queryParameters.get(Self.parameter) else { return nil }
        self.init(word)
    }

    private init?(_ word: String) {
        let known: [LoginNotice] = [.sentAgain, .tooSoon, .malformedCode, .uselessCode]
        let wrong = (1...9).map { LoginNotice.wrongCode(attemptsLeft: $0) }
        guard let notice = (known + wrong).first(where: { $0.word == word }) else { return nil }
        self = notice
    }

    /// How an address says it.
    var word: String {
        switch self {
        case .sentAgain: "sent-again"
        case .tooSoon: "too-soon"
        case .malformedCode: "malformed-code"
        case .wrongCode(let attemptsLeft): "wrong-code-\(attemptsLeft)"
        case .uselessCode: "useless-code"
        }
    }

    /// What it comes to at that moment of a journey; nothing where it would not be true.
    func word(on state: Login.State, at now: Date) -> PageWord {
        guard case .proving(let step) = state else { return .nothing }
        switch step {
        case .pinSent(let sent):
            return word(
                after: sent, at: now, malformed: .accessCodeMalformed, wrong: Sentence.wrongAccessCode,
                in: .accessCode)
        case .codeSent(let sent):
            return word(
                after: sent, at: now, malformed: .oneTimeCodeMalformed, wrong: Sentence.wrongOneTimeCode,
                in: .oneTimeCode)
        case .pin: return self == .uselessCode ? .problems([Problem(.pinUseless)]) : .nothing
        case .permanentKey: return self == .uselessCode ? .problems([Problem(.oneTimeCodeUseless)]) : .nothing
        case .certificate: return .nothing
        }
    }

    /// At a page where a code is typed.
    private func word(
        after sent: Login.SentCode, at now: Date, malformed: Sentence, wrong: (Int) -> Sentence, in field: FormField
    ) -> PageWord {
        switch self {
        case .sentAgain: return .notice(.codeRequestedAgain)
        case .tooSoon:
            let wait = Int((LoginPages.resendPause - now.timeIntervalSince(sent.sentAt)).rounded(.up))
            return wait > 0 ? .notice(.waitBeforeNewCode(seconds: wait)) : .nothing
        case .malformedCode: return .problems([Problem(malformed, field: field)])
        case .wrongCode(let attemptsLeft): return .problems([Problem(wrong(attemptsLeft), field: field)])
        case .uselessCode: return .nothing
        }
    }
}
