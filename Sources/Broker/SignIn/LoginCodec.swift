package import Federation
import Octets
package import Secrets
package import Storage
import Synchronization

/// Writes a login for the database and reads it again, sealed.
///
/// The beginning never changes. It is written once, and remembered for the requests that follow, because reading it costs
/// more than everything else. A broker that has not seen the login reads it from its row.
package final class LoginCodec: Sendable {
    private let seal: Seal
    private let random: RandomSource
    private let beginnings = Mutex(RecentBeginnings())

    package init(keys: KeyRing, random: RandomSource) {
        seal = Seal(keys: keys)
        self.random = random
    }

    /// The sealed beginning of a new login.
    ///
    /// - Throws: what writing the request throws.
    package func encode(_ beginning: Login.Beginning) throws -> [UInt8] {
        try seal.close(beginning, of: beginning.id.rawValue, random: random)
    }

    /// Remembers the beginning of a login whose row is written.
    package func remember(_ beginning: Login.Beginning) { beginnings.withLock { $0.remember(beginning) } }

    /// The sealed state of a login.
    package func encode(_ state: Login.State, of id: LoginID) throws -> [UInt8] {
        try seal.close(state, of: id.rawValue, random: random)
    }

    /// Returns the beginning of a login if it is remembered, so that its row need not bring it.
    package func beginning(of id: LoginID) -> Login.Beginning? { beginnings.withLock { $0.recall(id) } }

    /// - Parameter known: the beginning, for a row that was read without it.
    /// - Returns: the login, and its beginning, sealed anew, when its row has none: a row of the release with 15
    ///   migrations.
    /// - Throws: `SealError` for octets that were not sealed here for that login.
    package func decode(
        _ row: LoginRow, id: LoginID, known: Login.Beginning? = nil
    ) throws -> (login: Login, missingBeginning: [UInt8]?) {
        if Seal.isOfRelease15(row.payload) {
            let login = try seal.open(row.payload, as: Release15Login.self, of: id.rawValue).login
            return (login, try encode(login.beginning))
        }
        let state = try seal.open(row.payload, as: Login.State.self, of: id.rawValue)
        return (Login(beginning: try known ?? beginning(of: id, row.beginning), state: state), nil)
    }

    private func beginning(of id: LoginID, _ sealed: [UInt8]?) throws -> Login.Beginning {
        guard let sealed else { throw SealError.malformed(.truncated) }
        let beginning = try seal.open(sealed, as: Login.Beginning.self, of: id.rawValue)
        beginnings.withLock { $0.remember(beginning) }
        return beginning
    }
}

extension Login.Beginning: Sealable {
    package static var sealKind: String { "login beginning" }
}

extension Login.State: Sealable {
    package static var sealKind: String { "login state" }
}

/// A login as the release with 15 migrations stored it, in one piece.
private struct Release15Login: Sealable {
    static let sealKind = "login"

    let login: Login

    init(release15 octets: [UInt8]) throws { login = try Login(release15: octets) }

    // Never written, and so never read, in a later form.
    func write(to fields: inout FieldWriter) throws { throw SealError.unopenable }
    init(from fields: inout FieldReader) throws { throw SealError.unopenable }
}

/// The beginnings of the logins that were last seen, in two generations: when the young one is full, the old one is
/// dropped and the young one becomes the old one.
private struct RecentBeginnings {
    /// Of each generation. A beginning of the usual size takes about 10 KB.
    private static let capacity = 1024

    private var young: [LoginID: Login.Beginning] = [:]
    private var old: [LoginID: Login.Beginning] = [:]

    func recall(_ id: LoginID) -> Login.Beginning? { young[id] ?? old[id] }

    mutating func remember(_ beginning: Login.Beginning) {
        if young.count >= Self.capacity {
            old = young
            young = [:]
        }
        young[beginning.id] = beginning
    }
}
