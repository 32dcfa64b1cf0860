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
    func write(_ stop: LogoutParticipant, _ ending: LogoutParticipant.Ending, at now: Date) throws {
        if ending == .ended {
            for participation in stop.participations {
                try SessionStore(connection).noteEnd(
                    at: stop.service.rawValue, nameID: participation.nameID.value,
                    sessionIndex: participation.sessionIndex ?? "", at: now)
            }
        }
        try AuditTrail(logouts.keys, connection).serviceTold(stop.service, ending, at: now)
    }
}
