import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// Begins a logout at the services that shared a session, in the transaction that ends the session.
struct LogoutInitiation {
    private let logouts: Logouts
    private let connection: Connection

    init(_ logouts: Logouts, _ connection: Connection) {
        self.logouts = logouts
        self.connection = connection
    }

    /// A service, and the session that it shared.
    struct Shared: Sendable {
        let session: String
        let row: SessionServiceRow
    }

    /// Returns the services of ended sessions that have not confirmed the end of theirs, the earliest first.
    ///
    /// - Parameters:
    ///   - sessions: The sessions' IDs.
    ///   - requester: The service that requests the logout. The request ends its own session, and that is stored.
    func services(of sessions: [String], besides requester: EntityID?, at now: Date) throws -> [Shared] {
        let store = SessionStore(connection)
        let shared = try sessions.flatMap { session in
            try store.services(of: session).map { Shared(session: session, row: $0) }
        }.filter { $0.row.endedAt == nil }
        for row in shared.map(\.row) where EntityID(rawValue: row.serviceProvider) == requester {
            try store.noteEnd(
                at: row.serviceProvider, nameID: row.nameID, sessionIndex: row.sessionIndex, at: now)
        }
        return shared.filter { EntityID(rawValue: $0.row.serviceProvider) != requester }.sorted {
            $0.row.issuedAt < $1.row.issuedAt
        }
    }

    /// Stores a logout with a participant for each service.
    ///
    /// - Parameters:
    ///   - services: The services to notify; never empty.
    ///   - replyTo: The recipient of the answer; nil when the citizen requested the logout.
    ///   - session: The session from whose page the citizen requested the logout; nil when a service requested it.
    func begin(
        notifying services: [Shared], replyTo: LogoutReplyTo?, in session: String? = nil, as id: LogoutID,
        _ handle: Handle, at now: Date
    ) throws {
        let logout = Logout(
            replyTo: replyTo, begunIn: session,
            participants: LogoutParticipant.participants(for: services.map(logouts.share)) {
                logouts.entities.serviceProvider($0)?.logoutRoutes ?? []
            }, at: now)
        try LogoutStore(connection).insert(
            LogoutRow(
                id: id.rawValue, cookieHash: handle.hash.bytes,
                payload: logouts.keys.seal.close(logout, of: id.rawValue, random: logouts.random),
                expiresAt: now + logouts.settings.logoutLifetime.timeInterval))
    }
}

extension ServiceProvider {
    /// The routes by which this service can be notified of a logout. The browser comes first, because only the browser
    /// sends the service its own cookie.
    var logoutRoutes: [LogoutParticipant.Route] {
        [
            role.role.browserLogoutService.map { _ in .browser },
            role.role.serverLogoutService.map { _ in .server },
        ].compactMap { $0 }
    }
}
