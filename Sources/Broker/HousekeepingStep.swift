import Citizens
import Foundation
import Storage

/// What one step of housekeeping deletes. Its name is a label of the metric of failed steps.
enum HousekeepingStep: String, Sendable, CaseIterable {
    case answers
    case renewals
    case logins
    case replays
    case tickets
    case logouts
    case expiredSessions = "expired-sessions"
    case sessions
    case limitEvents = "limit-events"
    case limitSubjects = "limit-subjects"
    case charges
    case credits
    case messages

    /// Deletes at most so many rows, and returns how many it has deleted.
    typealias Deletion = @Sendable (Connection, _ limit: Int) throws -> Int

    /// How long an ended login stays, so that a late citizen can still be sent back to the service.
    static let loginsKept: TimeInterval = 3600
    /// The longest window of messages and charges, and an hour.
    static let limitsKept: TimeInterval = 86_400 + 3600
    /// How far back wrong codes count, and an hour.
    static let guessesKept: TimeInterval = GuessBudget.month.timeInterval + 3600
    /// How long an ended session is known, so that a service that ends its own later is not told of an error.
    static let sessionsKept: TimeInterval = 86_400
    static let messagesKept: TimeInterval = 3600

    /// Each is repeated until it finds fewer rows than it may delete.
    func deletions(at now: Date) -> [Deletion] {
        switch self {
        case .answers: [{ try LoginStore($0).forgetAnswers(at: now, atMost: $1) }]
        case .renewals: [{ try LoginStore($0).forgetRenewals(at: now, atMost: $1) }]
        case .logins: [{ try LoginStore($0).purge(expiredBefore: now - Self.loginsKept, atMost: $1) }]
        case .replays: [{ try ReplayStore($0).purge(before: now, atMost: $1) }]
        case .tickets: [{ try TicketStore($0).purge(before: now, atMost: $1) }]
        case .logouts: [{ try LogoutStore($0).purge(before: now, atMost: $1) }]
        case .expiredSessions: [{ try SessionStore($0).clear(expiredBefore: now, atMost: $1) }]
        case .sessions: [{ try SessionStore($0).purge(before: now - Self.sessionsKept, atMost: $1) }]
        case .limitEvents:
            Self.limits.map { kind, kept in { try LimitStore($0).purge(kind, before: now - kept, atMost: $1) } }
        case .limitSubjects:
            Self.limits.map { kind, kept in { try LimitStore($0).purgeSubjects(kind, before: now - kept, atMost: $1) } }
        case .charges: [{ try ChargeStore($0).purge(before: now - Self.limitsKept, atMost: $1) }]
        case .credits: [{ try ChargeStore($0).purgeCredits(before: now - Self.limitsKept, atMost: $1) }]
        case .messages: [{ try OutboxStore($0).purge(before: now - Self.messagesKept, atMost: $1) }]
        }
    }

    /// Every kind of event that is limited, and how long its events are kept.
    private static var limits: [(kind: String, kept: TimeInterval)] {
        SMSLimits.Event.allCases.map { ($0.rawValue, limitsKept) }
            + Admissions.Kind.allCases.map { ($0.rawValue, limitsKept) }
            + [(RestNotice.kind, limitsKept), (GuessLedger.kind, guessesKept)]
    }
}
