import Federation
package import SAML
package import Secrets
import Storage

/// A session in the hands of the browser that shows its cookie, with all that an answer to one service depends on, as
/// one statement has read it.
package struct SessionAtService: Sendable {
    package let session: OpenSession
    /// The person, with the name and the consent that are between the person and the service.
    let person: PersonRow
    /// The registration of the person at that moment.
    let standing: Standing
    /// The login that the request began before; nil for a request that was not used.
    let earlierLogin: String?
}

extension Broker {
    /// The session of a cookie, while it is not over, for an answer to a service; nil as well while sessions are switched
    /// off.
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

    /// The session whose cookie came with a login's, for an answer to the service that asks.
    ///
    /// - Throws: `StorageFault`.
    package func sessionAtService(of open: OpenLogin) async throws -> SessionAtService? {
        guard let handle = open.sessionHandle else { return nil }
        return try await session(of: handle, at: open.login.request.issuer)
    }
}
