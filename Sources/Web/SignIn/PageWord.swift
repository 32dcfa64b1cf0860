import Foundation
import Pages

/// What a page says beside its own content.
enum PageWord: Sendable {
    case nothing
    /// Something that the citizen has to correct, or that stands in the way.
    case problems([Problem])
    /// Something that went well, or that is good to know.
    case notice(Sentence)

    /// How long to wait for another code: where it is short nobody has done anything wrong, and it is told in seconds.
    init(pauseUntil until: Date, now: Date) {
        let seconds = Int(until.timeIntervalSince(now).rounded(.up))
        self =
            seconds <= 120
            ? .notice(.waitBeforeNewCode(seconds: max(1, seconds))) : .problems([Problem(.methodPaused(until: until))])
    }

    var problems: [Problem] {
        if case .problems(let problems) = self { problems } else { [] }
    }

    var notice: Sentence? {
        if case .notice(let sentence) = self { sentence } else { nil }
    }
}
