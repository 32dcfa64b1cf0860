package import Federation
import Foundation
import Logging
package import SAML
package import Secrets
import Storage
import XML

/// Notifies the services that shared a session of its end, one after another, and then answers the service that
/// requested it.
///
/// In every case the browser returns to the broker's page and continues. A service with no answer, or with an invalid
/// answer, is recorded as such.
/// - SeeAlso: SAML Profiles 2.0 §4.4.3.
package struct LogoutPropagation: Sendable {
    private let logouts: Logouts

    package init(_ logouts: Logouts) {
        self.logouts = logouts
    }

    /// The next step of the browser.
    package enum Step: Sendable {
        /// The browser takes this message to the service.
        case visit(LogoutBuilder.Delivery)
        /// The broker completed a step. The caller opens the logout again.
        case reopen
    }

    /// Opens the logout for a browser that shows its cookie, or the cookie of one of the sessions that it ends.
    ///
    /// - Parameters:
    ///   - handle: The handle of the logout's cookie; nil when the browser shows none.
    ///   - session: The handle of the session's cookie. The session has already ended.
    /// - Throws: `SignInError.unknownLogout` when there is no logout with this ID, or no cookie matches;
    ///   `StorageFault`.
    package func open(_ id: LogoutID, with handle: Handle?, session: Handle?) async throws -> OpenLogout {
        let now = logouts.time.now()
        let (row, shown) = try await logouts.database.read { connection in
            (
                try LogoutStore(connection).load(id.rawValue, at: now),
                try session.flatMap { try SessionStore(connection).id(of: $0.hash.bytes) }
            )
        }
        guard let row, let hash = SecretHash(bytes: row.cookieHash) else { throw SignInError.unknownLogout }
        let logout = try logouts.keys.seal.open(row.payload, as: Logout.self, of: id.rawValue)
        let hasBegun = handle?.hash == hash
        guard hasBegun || logout.participants.contains(where: { $0.session == shown }) else {
            throw SignInError.unknownLogout
        }
        return OpenLogout(
            id: id, logout: logout, session: hasBegun ? logout.begunIn ?? shown : shown, version: row.version)
    }

    /// Takes one step.
    ///
    /// A browser that asks for a step while a service is being notified has returned without the service's answer.
    /// - Parameters:
    ///   - version: The version of the logout that the browser's page shows. For another version, this function returns
    ///     `reopen` without a step.
    ///   - seemsUnreachable: Whether the browser got no answer at the service's address. The broker tries the address too
    ///     before it records the service as unreachable.
    /// - Throws: `SignInError.overtaken`; a fault of storage, or of signing.
    package func step(_ open: OpenLogout, from version: Int64, seemsUnreachable: Bool) async throws -> Step {
        guard version == open.version, let participant = open.logout.current, let route = participant.route else {
            return .reopen
        }
        switch route {
        case .server:
            let outcome = await BackChannelLogout(logouts).notify(participant)
            return try await conclude(open, participant, outcome)
        case .browser:
            guard participant.session == open.session else {
                return try await conclude(open, participant, .otherBrowser)
            }
            guard !participant.isRequestSent else { return try await conclude(open, participant, .noAnswer) }
            guard let endpoint = logouts.entities.serviceProvider(participant.service)?.role.role.browserLogoutService
            else {
                return try await conclude(open, participant, .noEndpoint)
            }
            if seemsUnreachable, await !logouts.backChannel.isAnswered(endpoint.location) {
                return try await conclude(open, participant, .unreachable)
            }
            return try await visit(participant, at: endpoint, of: open)
        }
    }

    private func visit(_ participant: LogoutParticipant, at endpoint: Endpoint, of open: OpenLogout) async throws
        -> Step
    {
        let request = MessageID(random: logouts.random.bytes(20))
        let now = logouts.time.now()
        let delivery = try await logouts.signer.logout { [terms = logouts.signer.logoutTerms] in
            try $0.request(
                ending: participant.participations, at: endpoint, terms: terms, relayState: open.id.rawValue,
                id: request,
                now: now)
        }
        var logout = open.logout
        logout.recordRequest(request)
        let changed = logout
        try await logouts.database.write { connection in
            try save(changed, over: open, on: connection)
            try LogoutStore(connection).note(request.rawValue, of: open.id.rawValue)
        }
        return .visit(delivery)
    }

    private func conclude(
        _ open: OpenLogout, _ participant: LogoutParticipant, _ outcome: LogoutParticipant.Outcome
    ) async throws -> Step {
        var logout = open.logout
        let isSettled = logout.conclude(as: outcome)
        let changed = logout
        let now = logouts.time.now()
        try await logouts.database.write { connection in
            try save(changed, over: open, on: connection)
            if isSettled { try LogoutRecord(logouts, connection).write(participant, outcome, at: now) }
        }
        return .reopen
    }

    /// Processes a service's LogoutResponse to a request of the logouts.
    ///
    /// An invalid Response to a known logout is logged and leaves the logout unchanged. The citizen continues in both
    /// cases.
    /// - Parameter client: The network of the browser that sends it.
    /// - Returns: The logout with which the browser continues.
    /// - Throws: `Rejection` when the Response belongs to no known logout; a storage fault.
    package func receive(_ received: Received<LogoutResponse>, from client: ClientNetwork) async throws -> LogoutID {
        let now = logouts.time.now()
        guard let service = logouts.entities.serviceProvider(received.claimedIssuer) else {
            throw Rejection.unknownServiceProvider(received.claimedIssuer)
        }
        let request = received.claimedInResponseTo
        let row = try await logouts.database.read { connection in
            try request.flatMap { try LogoutStore(connection).load(ofRequest: $0.rawValue, at: now) }
        }
        guard let request, let row, let id = LogoutID(rawValue: row.id) else {
            let response = try await received.verified(
                from: service, in: logouts.entities.verifications, for: .client(client))
            throw Rejection.unawaited(response.message.inResponseTo)
        }
        do {
            let response = try await received.verified(
                from: service, in: logouts.entities.verifications, for: .client(client))
            let accepted = try LogoutRules.accept(
                response, from: service.descriptor, inResponseTo: request,
                at: logouts.settings.singleLogoutService, skew: logouts.settings.clockSkew, now: now)
            try await settle(id, request, service.entityID, LogoutParticipant.Outcome(accepted.outcome), at: now)
        } catch let error where error is Rejection || error is RuleViolation {
            logouts.log.notice(
                "logout: an invalid LogoutResponse was ignored",
                metadata: [
                    "service": "\(service.entityID.rawValue)", "request": "\(request.rawValue)",
                    "cause": "\(BackChannelLogout.cause(of: error))",
                ])
        }
        return id
    }

    private func settle(
        _ id: LogoutID, _ request: MessageID, _ service: EntityID, _ outcome: LogoutParticipant.Outcome, at now: Date
    ) async throws {
        try await logouts.database.write { connection in
            guard let row = try LogoutStore(connection).load(id.rawValue, at: now) else { return }
            var logout = try logouts.keys.seal.open(row.payload, as: Logout.self, of: id.rawValue)
            guard let participant = logout.settle(request, of: service, as: outcome) else { return }
            let isStored = try LogoutStore(connection).update(
                id.rawValue, version: row.version,
                payload: logouts.keys.seal.close(logout, of: id.rawValue, random: logouts.random))
            guard isStored else { throw StorageFault.contention("the logout was changed during a LogoutResponse") }
            try LogoutRecord(logouts, connection).write(participant, outcome, at: now)
        }
    }

    /// Returns the answer for the service that requested the logout; nil when it wants none, or the logout is not over.
    ///
    /// - Throws: An encoding or signing error.
    package func answer(_ open: OpenLogout) async throws -> LogoutBuilder.Delivery? {
        guard open.logout.isOver, let replyTo = open.logout.replyTo, isStillRegistered(replyTo) else { return nil }
        let id = MessageID(random: logouts.random.bytes(20))
        let now = logouts.time.now()
        return try await logouts.signer.logout { try $0.response(to: replyTo, open.logout.outcome, id: id, now: now) }
    }

    /// Returns whether the service is still registered with the address for its answer.
    package func isStillRegistered(_ replyTo: LogoutReplyTo) -> Bool {
        guard case .endpoint(let endpoint) = replyTo.transport else { return false }
        let services = logouts.entities.serviceProvider(replyTo.issuer)?.role.role.singleLogoutServices ?? []
        return services.contains { service in
            service.location.isExactly(endpoint.location)
                || service.responseLocation?.isExactly(endpoint.location) == true
        }
    }

    /// Returns the address at which the browser checks whether the next service's server answers at all.
    package func nextAddress(of open: OpenLogout) -> String? {
        guard let participant = open.logout.current, participant.route == .browser, !participant.isRequestSent,
            participant.session == open.session
        else { return nil }
        return logouts.entities.serviceProvider(participant.service)?.role.role.browserLogoutService?.location
    }

    private func save(_ logout: Logout, over open: OpenLogout, on connection: Connection) throws {
        let isStored = try LogoutStore(connection).update(
            open.id.rawValue, version: open.version,
            payload: logouts.keys.seal.close(logout, of: open.id.rawValue, random: logouts.random))
        guard isStored else { throw SignInError.overtaken }
    }
}
