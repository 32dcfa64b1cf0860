package import Federation
import SAML
package import Secrets
import Storage

extension Broker {
    /// Opens the login to the browser that shows its cookie.
    ///
    /// - Parameter sessionHandle: that of the session whose cookie came along.
    /// - Throws: `SignInError.unknownLogin` when there is none, or the cookie is another's: both look the same;
    ///   `SealError` for a state that was sealed under another master key; `StorageFault`.
    package func open(
        _ id: LoginID, with handle: Handle, session sessionHandle: Handle? = nil
    ) async throws -> OpenLogin {
        let row = try await database.read { try LoginStore($0).load(id.rawValue) }
        guard let row, let hash = SecretHash(bytes: row.cookieHash), hash == handle.hash else {
            throw SignInError.unknownLogin
        }
        let (login, beginning) = try codec.decode(row.payload, id: id)
        return OpenLogin(
            login: login, beginning: beginning, handle: handle, sessionHandle: sessionHandle, version: row.version)
    }

    /// Opens a login whose request forbids to ask to a browser that shows no cookie of it: there is nothing to do with it
    /// but to refuse. Nil for any other login, and for one that was answered.
    ///
    /// - Throws: `SealError`; `StorageFault`.
    package func openToRefuse(_ id: LoginID) async throws -> OpenLogin? {
        guard let row = try await database.read({ try LoginStore($0).load(id.rawValue) }) else { return nil }
        let (login, beginning) = try codec.decode(row.payload, id: id)
        guard login.request.isPassive, case .choosing = login.state else { return nil }
        return OpenLogin(login: login, beginning: beginning, handle: Handle(dice: dice), version: row.version)
    }

    /// Stores a login over the state from which it was made.
    ///
    /// - Throws: `SignInError.overtaken` when that is not the present state any more.
    func save(_ login: Login, over open: OpenLogin, on connection: Connection) throws -> OpenLogin {
        let isStored = try LoginStore(connection).update(
            open.login.id.rawValue, version: open.version, phase: login.state.phase,
            payload: codec.encode(login, beginning: open.beginning))
        guard isStored else { throw SignInError.overtaken }
        return OpenLogin(
            login: login, beginning: open.beginning, handle: open.handle, sessionHandle: open.sessionHandle,
            version: open.version + 1)
    }

    /// Whether the login is still as it was opened. What a limit refuses is told to who comes again, not to the second
    /// of two clicks: that one finds the login where the first has taken it.
    ///
    /// - Throws: `SignInError.overtaken` when somebody moved it in the meantime.
    func requireUnmoved(_ open: OpenLogin, on connection: Connection) throws {
        let row = try LoginStore(connection).load(open.login.id.rawValue)
        guard row?.version == open.version else { throw SignInError.overtaken }
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
        case .proving(let proving): "proving-\(proving.method.rawValue)"
        case .proved: "proved"
        case .answered: "answered"
        }
    }
}
