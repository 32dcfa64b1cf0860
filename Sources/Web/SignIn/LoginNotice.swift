import Federation
import Foundation
import Hummingbird
import Pages

/// The notice on the page that follows a form. It travels in the address, where an attacker can write it: each notice
/// is harmless when it is not true.
enum LoginNotice: Hashable, Sendable {
    /// Another code was requested and sent.
    case sentAgain
    /// Another code was requested too soon after the last.
    case tooSoon
    /// The typed text cannot be a code.
    case malformedCode
    case wrongCode(attemptsLeft: Int)
    /// The code was wrong too often, has expired, or was already used: the method begins again.
    case uselessCode

    static let parameter = "notice"

    /// Reads the notice from the address of a request, if it has one.
    init?(_ request: Request) {
        guard let value = request.uri.queryParameters.get(Self.parameter) else { return nil }
        self.init(value)
    }

    private init?(_ value: String) {
        let known: [LoginNotice] = [.sentAgain, .tooSoon, .malformedCode, .uselessCode]
        let wrong = (1...9).map { LoginNotice.wrongCode(attemptsLeft: $0) }
        guard let notice = (known + wrong).first(where: { $0.parameterValue == value }) else { return nil }
        self = notice
    }

    /// The value of the parameter.
    var parameterValue: String {
        switch self {
        case .sentAgain: "sent-again"
        case .tooSoon: "too-soon"
        case .malformedCode: "malformed-code"
        case .wrongCode(let attemptsLeft): "wrong-code-\(attemptsLeft)"
        case .uselessCode: "useless-code"
        }
    }

    /// Returns the message of the notice in that state; nothing where the notice would not be true.
    func message(on state: Login.State, at now: Date) -> PageMessage {
        guard case .proving(let step) = state else { return .nothing }
        switch step {
        case .pinSent(let sent):
            return message(
                after: sent, at: now, malformed: .accessCodeMalformed, wrong: Sentence.wrongAccessCode,
                in: .accessCode)
        case .codeSent(let sent):
            return message(
                after: sent, at: now, malformed: .oneTimeCodeMalformed, wrong: Sentence.wrongOneTimeCode,
                in: .oneTimeCode)
        case .pin: return self == .uselessCode ? .problems([Problem(.pinUseless)]) : .nothing
        case .permanentKey: return self == .uselessCode ? .problems([Problem(.oneTimeCodeUseless)]) : .nothing
        case .certificate: return .nothing
        }
    }

    /// Returns the message of a page where a code is typed.
    private func message(
        after sent: Login.SentCode, at now: Date, malformed: Sentence, wrong: (Int) -> Sentence, in field: FormField
    ) -> PageMessage {
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
