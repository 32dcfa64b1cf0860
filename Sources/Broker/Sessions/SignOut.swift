package import Federation
import Foundation
package import SAML
package import Secrets
import Storage

/// Ends a session at the citizen's request.
package struct SignOut: Sendable {
    private let logouts: Logouts

    package init(_ logouts: Logouts) {
        self.logouts = logouts
    }

    /// Returns the services that share a session and have not ended theirs, each once, in the order of their logins.
    package func services(of session: OpenSession) async throws -> [EntityID] {
        let rows = try await logouts.database.read { try SessionStore($0).services(of: session.id) }
        var seen: Set<EntityID> = []
        return rows.filter { $0.endedAt == nil }.map { EntityID(rawValue: $0.serviceProvider) }
            .filter { seen.insert($0).inserted }
    }

    /// Ends the session and begins a logout for the services that share it. For a session that has already ended, as
    /// after the second click of a double click, the logout includes the services that have not confirmed.
    ///
    /// - Parameter session: The handle of the session.
    /// - Returns: The logout and its cookie's handle; nil when there is no service to notify.
    /// - Throws: `StorageFault`.
    package func end(_ session: Handle) async throws -> (id: LogoutID, handle: Handle)? {
        let now = logouts.time.now()
        let id = logouts.newLogoutID()
        let handle = Handle(random: logouts.random)
        let isBegun = try await logouts.database.write { [logouts] connection in
            guard let session = try SessionStore(connection).id(of: session.hash.bytes) else { return false }
            try SessionEnding(logouts.keys, connection).end(session, at: now)
            let start = LogoutInitiation(logouts, connection)
            let services = try start.services(of: [session], besides: nil, at: now)
            guard !services.isEmpty else { return false }
            try start.begin(notifying: services, replyTo: nil, in: session, as: id, handle, at: now)
            return true
        }
        return isBegun ? (id, handle) : nil
    }
}
