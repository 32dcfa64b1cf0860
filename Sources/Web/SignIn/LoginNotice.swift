import Federation
import Foundation
import Hummingbird
import Pages

/// What the page that follows a form says beside showing where the journey is. It travels in the address, where anybody
/// can write it: such a sentence does no harm where it is not true.
enum LoginNotice: String {
    /// A further code was asked for.
    case sentAgain = "sent-again"
    /// One was asked for too soon after the last.
    case tooSoon = "too-soon"

    static let parameter = "notice"

    /// What the address of a request says, if it says one of these.
    init?(_ request: Request) {
        guard let word = request.uri.queryParameters.get(Self.parameter) else { return nil }
        self.init(rawValue: word)
    }

    /// The sentence for that moment of a journey; nil where it would not be true.
    func sentence(on state: Login.State, at now: Date) -> Sentence? {
        switch state {
        case .proving(.pinSent(let sent)), .proving(.codeSent(let sent)): sentence(after: sent, at: now)
        case .choosing, .proving, .proved, .answered: nil
        }
    }

    private func sentence(after sent: Login.SentCode, at now: Date) -> Sentence? {
        switch self {
        case .sentAgain: return .codeRequestedAgain
        case .tooSoon:
            let wait = Int((LoginPages.resendPause - now.timeIntervalSince(sent.sentAt)).rounded(.up))
            return wait > 0 ? .waitBeforeNewCode(seconds: wait) : nil
        }
    }
}
