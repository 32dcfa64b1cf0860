package import Federation
package import Foundation
import Logging
package import Secrets
import Storage

/// A session in the hands of the browser that shows its cookie.
package struct OpenSession: Sendable {
    /// Names it in our tables; no browser ever sees it.
    let id: String
    package let handle: Handle
    package let session: Session
    package let usedAt: Date
    /// When it is over if nobody uses it before.
    package let expiresAt: Date
}

extension Broker {
    /// The session of a cookie, while it is not over; nil as well while sessions are switched off.
    ///
    /// - Throws: `StorageFault`.
    package func session(of handle: Handle) async throws -> OpenSession? {
        guard settings.sessions != nil else { return nil }
        let now = time.now()
        let row = try await database.read { try SessionStore($0).find(handle.hash.bytes, at: now) }
        return row.flatMap { opened($0, handle) }
    }

    /// The session of a row; nil for one that cannot be opened, which is logged. The citizen can still sign in.
    func opened(_ row: SessionRow, _ handle: Handle) -> OpenSession? {
        do {
            return OpenSession(
                id: row.id, handle: handle, session: try seal.open(row.payload, of: row.id), usedAt: row.usedAt,
                expiresAt: row.expiresAt)
        } catch {
            log.error("session: cannot be opened: the citizen signs in again", metadata: ["cause": "\(error)"])
            return nil
        }
    }

    /// The session whose cookie came with a login's.
    ///
    /// - Throws: `StorageFault`.
    package func session(of open: OpenLogin) async throws -> OpenSession? {
        guard let handle = open.sessionHandle else { return nil }
        return try await session(of: handle)
    }
}
