package import Federation
import SAML
package import Secrets
import Storage

extension SignIn {
    /// Opens the login for a browser that shows its cookie. After a session has answered the login, the browser shows
    /// the login's earlier cookie together with the session's cookie.
    ///
    /// - Parameter sessionHandle: The handle from the session's cookie in the same request.
    /// - Throws: `SignInError.unknownLogin` when there is no login with this ID, or the cookie does not match: both
    ///   cases look the same; `SealError` for a state that was sealed under another master key; `StorageFault`.
    package func open(
        _ id: LoginID, with handle: Handle, session sessionHandle: Handle? = nil
    ) async throws -> OpenLogin {
        let (row, beginning) = try await loginRow(id)
        guard let row, let hash = SecretHash(bytes: row.cookieHash) else { throw SignInError.unknownLogin }
        let handles = [handle] + (sessionHandle.map { [answerHandle(of: handle, in: $0)] } ?? [])
        guard let handle = handles.first(where: { $0.hash == hash }) else { throw SignInError.unknownLogin }
        let (login, missingBeginning) = try codec.decode(row, id: id, known: beginning)
        return OpenLogin(
            login: login, missingBeginning: missingBeginning, handle: handle, sessionHandle: sessionHandle,
            version: row.version)
    }

    /// The row of a login, and its beginning if it is remembered: then the row is read without it.
    private func loginRow(_ id: LoginID) async throws -> (LoginRow?, Login.Beginning?) {
        let known = codec.beginning(of: id)
        let isKnown = known != nil
        let row = try await database.read { try LoginStore($0).load(id.rawValue, withBeginning: !isKnown) }
        return (row, known)
    }

    /// Returns the handle of a login that a session has answered. It is derived from both cookies: a copy of the
    /// login's cookie, taken before the citizen signed in elsewhere, does not open the answer.
    func answerHandle(of login: Handle, in session: Handle) -> Handle {
        Handle(deriving: "login answered by a session", from: login.bytes, session.bytes, key: keys.handles)
    }

    /// Returns the seal of a login's answer, under the cookie that the login has after the answer.
    func answerSeal(_ open: OpenLogin) -> Seal { Seal(handle: open.answerHandle, keys: keys) }

    /// Returns the ticket that replaces the cookie for a request with IsPassive, because the browser may not keep
    /// cookies. It is sent in the address of the redirect and opens the login only to refuse it. A browser that sends
    /// the request a second time does not get the ticket.
    package func refusalTicket(of id: LoginID) -> Handle {
        Handle(deriving: "refusal of a passive request", from: Array(id.rawValue.utf8), key: keys.handles)
    }

    /// Opens a login with IsPassive for a browser without its cookie. The caller can only refuse the login, or show
    /// that refusal again.
    ///
    /// - Returns: Nil for any other login or ticket, and for a login that was answered with its cookie.
    /// - Throws: `SealError`; `StorageFault`.
    package func openToRefuse(_ id: LoginID, showing ticket: Handle) async throws -> OpenLogin? {
        guard ticket == refusalTicket(of: id), case (let row?, let beginning) = try await loginRow(id) else {
            return nil
        }
        let (login, missingBeginning) = try codec.decode(row, id: id, known: beginning)
        let isOpen =
            switch login.state {
            case .choosing: login.request.isPassive
            case .answered: SecretHash(bytes: row.cookieHash) == ticket.hash
            case .proving, .proved: false
            }
        return isOpen
            ? OpenLogin(login: login, missingBeginning: missingBeginning, handle: ticket, version: row.version) : nil
    }

    /// Stores a login over the state from which it was made. When something new was proved, the login gets another
    /// cookie.
    ///
    /// - Throws: `SignInError.overtaken` when the stored state has changed since.
    func save(_ login: Login, over open: OpenLogin, on connection: Connection) throws -> OpenLogin {
        let payload = try codec.encode(login.state, of: login.id)
        let (id, phase) = (login.id.rawValue, login.state.phase)
        var handle = open.handle
        let isStored: Bool
        if login.state.hasNewProof(since: open.login.state) {
            let renewal = HandleRenewal(self, of: login.id).renew(open, at: time.now())
            handle = renewal.handle
            isStored = try LoginStore(connection).update(
                id, version: open.version, phase: phase, payload: payload, beginning: open.missingBeginning,
                renewal: renewal.row)
        } else {
            isStored = try LoginStore(connection).update(
                id, version: open.version, phase: phase, payload: payload, beginning: open.missingBeginning)
        }
        guard isStored else { throw SignInError.overtaken }
        return OpenLogin(
            login: login, handle: handle, sessionHandle: open.sessionHandle, version: open.version + 1)
    }

    /// Requires that the stored login is unchanged since it was opened. A limit then refuses only a citizen who tries
    /// again. The second click of a double click gets `overtaken`, and finds the state that the first click stored.
    ///
    /// - Throws: `SignInError.overtaken` when another request has moved the login.
    func requireUnmoved(_ open: OpenLogin, on connection: Connection) throws {
        let version = try LoginStore(connection).version(open.login.id.rawValue)
        guard version == open.version else { throw SignInError.overtaken }
    }

    /// Makes one move and stores it, in its own transaction.
    func move(
        _ open: OpenLogin, _ change: (inout Login) throws(ImpossibleMove) -> Void
    ) async throws -> OpenLogin {
        var login = open.login
        do throws(ImpossibleMove) { try change(&login) } catch { throw SignInError.impossible(error) }
        let moved = login
        return try await database.write { try self.save(moved, over: open, on: $0) }
    }
}

extension Login.State {
    /// The name of the state in the table's column, for operators. The payload contains the state itself.
    var phase: String {
        switch self {
        case .choosing: "choosing"
        case .proving(let proving): "proving-\(proving.method.name)"
        case .proved: "proved"
        case .answered: "answered"
        }
    }
}
