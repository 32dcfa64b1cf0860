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
    case limitSubjects = "limit-subjects"
    case charges
    case credits
    case messages

    /// Deletes at most so many rows, and returns how many it has deleted.
    typealias Deletion = @Sendable (Connection, _ limit: Int) throws -> Int

    /// How long an ended login stays, so that a late citizen can still be sent back to the service.
    static let loginsKept: TimeInterval = 3600
    /// How long a credit counts, and an hour. A login ends long before.
    static let chargesKept: TimeInterval = 86_400 + 3600
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
        case .limitSubjects: [{ try LimitStore($0).purge(at: now, atMost: $1) }]
        case .charges: [{ try ChargeStore($0).purge(before: now - Self.chargesKept, atMost: $1) }]
        case .credits: [{ try ChargeStore($0).purgeCredits(before: now - Self.chargesKept, atMost: $1) }]
        case .messages: [{ try OutboxStore($0).purge(before: now - Self.messagesKept, atMost: $1) }]
        }
    }
}
