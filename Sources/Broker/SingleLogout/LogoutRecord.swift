import Federation
import Foundation
import SAML
import Storage

/// Writes down how a service fared that was told of a logout.
struct LogoutRecord {
    private let broker: Broker
    private let connection: Connection

    init(_ broker: Broker, _ connection: Connection) {
        self.broker = broker
        self.connection = connection
    }

    /// In the audit trail; and where it says that its session has ended, beside what it was told of that session, so that
    /// nobody tells it again.
    func write(_ stop: LogoutParticipant, _ ending: LogoutParticipant.Ending, at now: Date) throws {
        if ending == .ended {
            for participation in stop.participations {
                try SessionStore(connection).noteEnd(
                    at: stop.service.rawValue, nameID: participation.nameID.value,
                    sessionIndex: participation.sessionIndex ?? "", at: now)
            }
        }
        try AuditTrail(broker, connection).serviceTold(stop.service, ending, at: now)
    }
}
