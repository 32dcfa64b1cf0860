package import Federation
import SAML
package import Secrets
import Storage

extension Broker {
    /// Opens the login to the browser that shows its cookie, or the cookie from before a session answered the login
    /// together with that session's.
    ///
    /// - Parameter sessionHandle: that of the session whose cookie came along.
    /// - Throws: `SignInError.unknownLogin` when there is none, or the cookie is another's: both look the same;
    ///   `SealError` for a state that was sealed under another master key; `StorageFault`.
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

    /// The handle that a login has from the moment when a session answers it. Both cookies together make it: a copy of
    /// the login's that was taken before the citizen signed in elsewhere does not open the answer.
    func answerHandle(of login: Handle, in session: Handle) -> Handle {
        Handle(deriving: "login answered by a session", from: login.bytes, session.bytes, key: keys.handles)
    }

    /// What the browser that brings a request with IsPassive gets in the address to which it is sent: it stands for the
    /// cookie of a browser that keeps none, and opens the login to be refused. A browser that brings the request a second
    /// time is not given it.
    package func refusalTicket(of id: LoginID) -> Handle {
        Handle(deriving: "refusal of a passive request", from: Array(id.rawValue.utf8), key: keys.handles)
    }

    /// Opens a login whose request forbids to ask to a browser without its cookie, for the one thing that can be done: to
    /// refuse, or to show that refusal again.
    ///
    /// - Returns: nil for any other login or ticket, and for one that was answered with its cookie.
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

    /// Stores a login over the state from which it was made, and gives it another cookie if something was proved.
    ///
    /// - Throws: `SignInError.overtaken` when that is not the present state any more.
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

    /// Whether the login is still as it was opened. What a limit refuses is told to who comes again, not to the second
    /// of two clicks: that one finds the login where the first has taken it.
    ///
    /// - Throws: `SignInError.overtaken` when somebody moved it in the meantime.
    func requireUnmoved(_ open: OpenLogin, on connection: Connection) throws {
        let version = try LoginStore(connection).version(open.login.id.rawValue)
        guard version == open.version else { throw SignInError.overtaken }
    }

    /// Makes one move and stores it, in a transaction of its own.
    func move(
        _ open: OpenLogin, _ change: (inout Login) throws(ImpossibleMove) -> Void
    ) async throws -> OpenLogin {
        var login = open.login
        do throws(ImpossibleMove) { try change(&login) } catch { throw SignInError.impossible(error) }
        let moved = login
        return try await database.write { try save(moved, over: open, on: $0) }
    }
}

extension Login.State {
    /// A word for the table's column, for operators: the payload has the state itself.
    var phase: String {
        switch self {
        case .choosing: "choosing"
        case .proving(let proving): "proving-\(proving.method.name)"
        case .proved: "proved"
        case .answered: "answered"
        }
    }
}
