package import Federation
import Octets
package import Secrets
package import Storage
import Synchronization

/// Seals a login for the database and opens it again.
///
/// The beginning never changes. It is written once and cached for later requests, because decoding it is the most
/// expensive step. A broker that has not cached the beginning reads it from the login's row.
package final class LoginCodec: Sendable {
    private let seal: Seal
    private let random: RandomSource
    private let beginnings = Mutex(RecentBeginnings())

    package init(keys: KeyRing, random: RandomSource) {
        seal = Seal(keys: keys)
        self.random = random
    }

    /// Returns the sealed beginning of a new login, and caches the beginning.
    ///
    /// - Throws: The errors of encoding the request.
    package func encode(_ beginning: Login.Beginning) throws -> [UInt8] {
        try seal.close(beginning, of: beginning.id.rawValue, random: random)
    }

    /// Caches the beginning of a login after its row is written.
    package func remember(_ beginning: Login.Beginning) { beginnings.withLock { $0.remember(beginning) } }

    package func encode(_ state: Login.State, of id: LoginID) throws -> [UInt8] {
        try seal.close(state, of: id.rawValue, random: random)
    }

    /// Returns the beginning of a login if it is cached. Then the query can omit it.
    package func beginning(of id: LoginID) -> Login.Beginning? { beginnings.withLock { $0.recall(id) } }

    /// - Parameter known: The cached beginning, for a row that was read without it.
    /// - Returns: The login. If its row has no beginning (a row of the release with 15 migrations), also the newly
    ///   sealed beginning.
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

/// A login in the format of the release with 15 migrations: one sealed value.
private struct Release15Login: Sealable {
    static let sealKind = "login"

    let login: Login

    init(release15 octets: [UInt8]) throws { login = try Login(release15: octets) }

    // This type only reads the format of the release with 15 migrations.
    func write(to fields: inout FieldWriter) throws { throw SealError.unopenable }
    init(from fields: inout FieldReader) throws { throw SealError.unopenable }
}

/// A cache of the beginnings of recent logins, in two generations. When the recent generation is full, it replaces the
/// old one.
private struct RecentBeginnings {
    /// The capacity of each generation. A beginning of the usual size takes about 10 KB.
    private static let capacity = 1024

    private var recent: [LoginID: Login.Beginning] = [:]
    private var older: [LoginID: Login.Beginning] = [:]

    func recall(_ id: LoginID) -> Login.Beginning? { recent[id] ?? older[id] }

    mutating func remember(_ beginning: Login.Beginning) {
        if recent.count >= Self.capacity {
            older = recent
            recent = [:]
        }
        recent[beginning.id] = beginning
    }
}
