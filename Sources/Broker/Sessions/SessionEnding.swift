import Foundation
import SAML
import Secrets
import Storage

/// Ends sessions early and logs it in the audit trail, in the caller's transaction.
struct SessionEnding {
    private let keys: KeyRing
    private let connection: Connection

    init(_ keys: KeyRing, _ connection: Connection) {
        self.keys = keys
        self.connection = connection
    }

    /// Ends a session that is still live.
    ///
    /// - Parameters:
    ///   - session: The session's ID.
    ///   - service: The service that requested it, with its `request`; nil when the citizen ended it, or when another
    ///     citizen signed in at the browser.
    func end(_ session: String, by service: EntityID? = nil, request: MessageID? = nil, at now: Date) throws {
        guard try SessionStore(connection).end(session, at: now) else { return }
        try AuditTrail(keys, connection).sessionEnded(by: service, request: request, at: now)
    }

    /// Ends the session of this browser if it belongs to another person than the one who has just proved their
    /// identity.
    ///
    /// - Parameter person: The ID of the person who has proved their identity.
    func endOthers(of open: OpenLogin, than person: String, at now: Date) throws {
        guard let handle = open.sessionHandle,
            let row = try SessionStore(connection).find(handle.hash.bytes, at: now), row.person != person
        else { return }
        try end(row.id, at: now)
    }
}
