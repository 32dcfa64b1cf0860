package import Federation
package import Foundation
import Logging
package import Secrets
import Storage

/// A session of a browser that has shown the session's cookie.
package struct OpenSession: Sendable {
    /// The session's ID in the database. It is never sent to a browser.
    let id: String
    package let handle: Handle
    package let session: Session
    package let usedAt: Date
    /// The time when the session expires if it is not used before.
    package let expiresAt: Date
}

extension Broker {
    /// Returns the live session of a cookie; nil when there is none, or sessions are off.
    ///
    /// - Throws: `StorageFault`.
    package func session(of handle: Handle) async throws -> OpenSession? {
        guard settings.sessions != nil else { return nil }
        let now = time.now()
        let row = try await database.read { try SessionStore($0).find(handle.hash.bytes, at: now) }
        return row.flatMap { opened($0, handle) }
    }

    /// Returns the session of a row; nil for a row that cannot be opened, which is logged. The citizen can still sign
    /// in.
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

    /// Returns the session whose cookie came with a login's cookie.
    ///
    /// - Throws: `StorageFault`.
    package func session(of open: OpenLogin) async throws -> OpenSession? {
        guard let handle = open.sessionHandle else { return nil }
        return try await session(of: handle)
    }
}
