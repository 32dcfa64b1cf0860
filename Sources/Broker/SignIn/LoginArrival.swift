import Federation
import Foundation
import SAML
import Secrets
import Storage

/// A new login that is not stored yet.
struct LoginArrival {
    private let signIn: SignIn
    private let login: Login
    private let handle: Handle
    private let beginning: [UInt8]

    /// The error when the request was used before.
    struct AlreadyUsed: Error {
        /// The login that the request began; nil when it is unknown.
        let login: LoginID?
    }

    /// - Parameter handle: The handle of the login's cookie.
    /// - Throws: `Rejection` when the request is too large to store.
    init(_ signIn: SignIn, _ login: Login, handle: Handle) throws {
        self.signIn = signIn
        self.login = login
        self.handle = handle
        do {
            beginning = try signIn.codec.encode(login.beginning)
        } catch let violation as RuleViolation {
            throw Rejection.rule(violation)
        }
    }

    /// Stores a login that the citizen will see.
    ///
    /// - Throws: ``AlreadyUsed``.
    func write(payload: [UInt8], at now: Date, on connection: Connection) throws {
        try useRequest(on: connection)
        try LoginStore(connection).insert(row(phase: login.state.phase, payload, cookie: handle))
        try AuditTrail(signIn.keys, connection).started(login, at: now)
    }

    /// Stores a login that is answered at once.
    ///
    /// - Throws: ``AlreadyUsed``.
    func write(
        _ open: OpenLogin, payload: [UInt8], answer: [UInt8], answerUntil: Date, at now: Date,
        on connection: Connection
    ) throws {
        try useRequest(on: connection)
        try LoginStore(connection).insert(
            row(phase: Login.State.answered.phase, payload, cookie: open.answerHandle), answer: answer,
            answerUntil: answerUntil, at: now)
        try AuditTrail(signIn.keys, connection).started(login, at: now)
    }

    /// Records the request. One statement decides which of two equal requests begins a login.
    private func useRequest(on connection: Connection) throws {
        let request = login.request
        let remembered = try ReplayStore(connection).remember(
            request.id.rawValue, from: request.issuer.rawValue, until: signIn.settings.replayableUntil(request),
            login: login.id.rawValue)
        if case .seen(let known) = remembered { throw AlreadyUsed(login: LoginID(rawValue: known)) }
    }

    private func row(phase: String, _ payload: [UInt8], cookie: Handle) -> LoginRow {
        LoginRow(
            id: login.id.rawValue, cookieHash: cookie.hash.bytes, serviceProvider: login.request.issuer.rawValue,
            phase: phase, beginning: beginning, payload: payload, startedAt: login.startedAt,
            expiresAt: login.expiresAt)
    }
}
