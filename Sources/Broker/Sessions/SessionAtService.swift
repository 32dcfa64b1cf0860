import Federation
package import SAML
package import Secrets
import Storage

/// A session of a browser that has shown the session's cookie, with the other data that an answer to one service
/// depends on. One statement reads all of it.
package struct SessionAtService: Sendable {
    package let session: OpenSession
    /// The person, with their name and consent at the service.
    let person: PersonRow
    /// The person's registration when the session was read.
    let standing: Standing
    /// The login that the request began before; nil for a request that was not used.
    let earlierLogin: String?
}

extension Broker {
    /// Returns the live session of a cookie for an answer to a service; nil when there is none, or sessions are off.
    ///
    /// - Throws: `StorageFault`.
    package func session(
        of handle: Handle, at service: EntityID, bringing request: MessageID? = nil
    ) async throws -> SessionAtService? {
        guard settings.sessions != nil else { return nil }
        let now = time.now()
        let found = try await database.read {
            try SessionStore($0).find(
                handle.hash.bytes, for: service.rawValue, using: request?.rawValue, at: now)
        }
        guard let found, let session = opened(found.session, handle) else { return nil }
        return SessionAtService(
            session: session, person: found.person, standing: try Standing(found.citizen),
            earlierLogin: found.messageLogin)
    }

    /// Returns the session whose cookie came with a login's cookie, for an answer to the login's service.
    ///
    /// - Throws: `StorageFault`.
    package func sessionAtService(of open: OpenLogin) async throws -> SessionAtService? {
        guard let handle = open.sessionHandle else { return nil }
        return try await session(of: handle, at: open.login.request.issuer)
    }
}
