import Foundation
import SAML
import Secrets
import Storage

/// Ends sessions before their time, and writes it down, in the transaction of whatever ends them.
struct SessionEnding {
    private let broker: Broker
    private let connection: Connection

    init(_ broker: Broker, _ connection: Connection) {
        self.broker = broker
        self.connection = connection
    }

    /// Ends one, if it is not over already.
    ///
    /// - Parameters:
    ///   - session: the session's ID.
    ///   - service: who asked for it, and by which request; nil for the citizen, or whoever sits there now.
    func end(_ session: String, by service: EntityID? = nil, request: MessageID? = nil, at now: Date) throws {
        guard try SessionStore(connection).end(session, at: now) else { return }
        try AuditTrail(broker, connection).sessionEnded(by: service, request: request, at: now)
    }

    /// Ends the session of this browser if it is of somebody else than the person who has just proved who they are.
    ///
    /// - Parameter person: that person's ID.
    func endOthers(of open: OpenLogin, than person: String, at now: Date) throws {
        guard let handle = open.sessionHandle,
            let row = try SessionStore(connection).find(handle.hash.bytes, at: now), row.person != person
        else { return }
        try end(row.id, at: now)
    }
}
