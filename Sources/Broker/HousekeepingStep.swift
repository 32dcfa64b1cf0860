import Foundation
import Storage

/// The data that one step of housekeeping deletes. The step's name is a label of the metric of failed steps.
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

    /// Deletes at most `limit` rows, and returns the number of deleted rows.
    typealias Deletion = @Sendable (Connection, _ limit: Int) throws -> Int

    /// The time for which an ended login is kept, in seconds. A late citizen can then still return to the service.
    static let loginsKept: TimeInterval = 3600
    /// The lifetime of a credit plus one hour, in seconds. A login ends long before.
    static let chargesKept: TimeInterval = 86_400 + 3600
    /// The time for which an ended session is kept, in seconds. A service that ends its own session later then gets no
    /// error.
    static let sessionsKept: TimeInterval = 86_400
    static let messagesKept: TimeInterval = 3600

    /// Returns the deletions of this step. Each is repeated until it deletes fewer rows than its limit.
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
