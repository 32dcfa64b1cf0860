import Broker
import Foundation
import Pages

/// What a page says beside its own content.
enum PageWord: Sendable {
    case nothing
    /// Something that the citizen has to correct, or that stands in the way.
    case problems([Problem])
    /// Something that went well, or that is good to know.
    case notice(Sentence)

    /// What to wait for. A short wait for another code is normal, and is a notice in seconds.
    init(_ pause: Pause, now: Date) {
        let seconds = Int(pause.until.timeIntervalSince(now).rounded(.up))
        self =
            pause.cause == .messages && seconds <= 120
            ? .notice(.waitBeforeNewCode(seconds: max(1, seconds))) : .problems([Problem(Sentence(pause))])
    }

    var problems: [Problem] {
        if case .problems(let problems) = self { problems } else { [] }
    }

    var notice: Sentence? {
        if case .notice(let sentence) = self { sentence } else { nil }
    }
}

extension Sentence {
    /// Why nothing is judged or sent now, and until when.
    init(_ pause: Pause) {
        switch pause.cause {
        case .document: self = .methodPaused(until: pause.until)
        case .network: self = .networkPaused(until: pause.until)
        case .messages: self = .messagesPaused(until: pause.until)
        case .rest: self = .codesRest(until: pause.until)
        }
    }
}
