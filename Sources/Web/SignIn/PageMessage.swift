import Broker
import Foundation
import Pages

/// The problems or the notice that a page shows in addition to its own content.
enum PageMessage: Sendable {
    case nothing
    /// Input that the citizen has to correct, or an obstacle.
    case problems([Problem])
    /// A success, or useful information.
    case notice(Sentence)

    /// The wait that a pause imposes. A short wait for another code is normal: it is a notice, in seconds.
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
    /// Why nothing is checked or sent now, and until when.
    init(_ pause: Pause) {
        switch pause.cause {
        case .document: self = .methodPaused(until: pause.until)
        case .network: self = .networkPaused(until: pause.until)
        case .messages: self = .messagesPaused(until: pause.until)
        case .rest: self = .codesRest(until: pause.until)
        }
    }
}
