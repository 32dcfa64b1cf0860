package import Federation
package import Logging
package import SAML
package import Secrets
package import Storage

/// The sessions of browsers: finds, uses and stores them.
package struct Sessions: Sendable {
    /// Nil when every service asks the citizen to sign in again.
    package let limits: SessionLimits?
    let database: Database
    let keys: KeyRing
    let random: RandomSource
    let time: TimeSource
    let log: Logger

    package init(
        limits: SessionLimits?, database: Database, keys: KeyRing, random: RandomSource, time: TimeSource, log: Logger
    ) {
        self.limits = limits
        self.database = database
        self.keys = keys
        self.random = random
        self.time = time
        self.log = log
    }

    private var areOn: Bool { limits != nil }

    /// Returns the live session of a cookie; nil when there is none, or sessions are off.
    ///
    /// - Throws: `StorageFault`.
    package func session(of handle: Handle) async throws -> OpenSession? {
        guard areOn else { return nil }
        let now = time.now()
        let row = try await database.read { try SessionStore($0).find(handle.hash.bytes, at: now) }
        return row.flatMap { opened($0, handle) }
    }

    /// Returns the session whose cookie came with a login's cookie.
    ///
    /// - Throws: `StorageFault`.
    package func session(of open: OpenLogin) async throws -> OpenSession? {
        guard let handle = open.sessionHandle else { return nil }
        return try await session(of: handle)
    }

    /// Returns the live session of a cookie for an answer to a service; nil when there is none, or sessions are off.
    ///
    /// - Parameter request: The request of the service, when it has just arrived. The result has the login that it
    ///   began before.
    /// - Throws: `StorageFault`.
    package func session(
        of handle: Handle, at service: EntityID, bringing request: MessageID? = nil
    ) async throws -> SessionAtService? {
        guard areOn else { return nil }
        let now = time.now()
        let found = try await database.read {
            try SessionStore($0).find(handle.hash.bytes, for: service.rawValue, using: request?.rawValue, at: now)
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

    /// Returns the session of a row; nil for a row that cannot be opened, which is logged. The citizen can still sign
    /// in.
    private func opened(_ row: SessionRow, _ handle: Handle) -> OpenSession? {
        do {
            return OpenSession(
                id: row.id, handle: handle, session: try keys.seal.open(row.payload, of: row.id), usedAt: row.usedAt,
                expiresAt: row.expiresAt)
        } catch {
            log.error("session: cannot be opened: the citizen signs in again", metadata: ["cause": "\(error)"])
            return nil
        }
    }
}
