import Federation
import Foundation
import SAML
import Storage

/// Records the result of notifying a service of a logout.
struct LogoutRecord {
    private let logouts: Logouts
    private let connection: Connection

    init(_ logouts: Logouts, _ connection: Connection) {
        self.logouts = logouts
        self.connection = connection
    }

    /// Logs the result in the audit trail. When the service confirms the end of its session, this is also stored in the
    /// session, so that the service is not notified again.
    func write(_ participant: LogoutParticipant, _ outcome: LogoutParticipant.Outcome, at now: Date) throws {
        if outcome == .ended {
            for participation in participant.participations {
                try SessionStore(connection).noteEnd(
                    at: participant.service.rawValue, nameID: participation.nameID.value,
                    sessionIndex: participation.sessionIndex ?? "", at: now)
            }
        }
        try AuditTrail(logouts.keys, connection).serviceNotified(participant.service, outcome, at: now)
    }
}
