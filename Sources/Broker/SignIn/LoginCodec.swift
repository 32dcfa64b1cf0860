package import Federation
package import Secrets
import Synchronization

/// Writes a login for the database and reads it again: sealed, so that a stolen table tells nothing of anybody.
///
/// Reading what a login began with costs more than all the rest, and it never changes: it is remembered by its bytes
/// for the requests that follow. Nothing depends on that: a broker that has never seen a login reads it from them.
package final class LoginCodec: Sendable {
    private let seal: Seal
    private let random: RandomSource
    private let beginnings = Mutex(Beginnings())

    package init(keys: PurposeKeys, random: RandomSource) {
        seal = Seal(key: keys.sealing)
        self.random = random
    }

    /// The first state of a login, and the bytes of its beginning for the states to come.
    package func encode(starting login: Login) throws -> (payload: [UInt8], beginning: [UInt8]) {
        let beginning = try login.beginning.stored()
        beginnings.withLock { $0.remember(login.beginning, bytes: beginning) }
        return (try encode(login, beginning: beginning), beginning)
    }

    /// - Parameter beginning: the bytes of the login's beginning.
    package func encode(_ login: Login, beginning: [UInt8]) throws -> [UInt8] {
        seal.close(try StoredLogin(login, beginning: beginning).bytes, for: place(login.id), random: random)
    }

    /// - Returns: the login, and the bytes of its beginning.
    /// - Throws: `SealError` for bytes that were not sealed here for that login.
    package func decode(_ payload: [UInt8], id: LoginID) throws -> (login: Login, beginning: [UInt8]) {
        let stored = try StoredLogin(bytes: try seal.open(payload, for: place(id)))
        if let known = beginnings.withLock({ $0.recall(id, bytes: stored.beginning) }) {
            return (try stored.login(beginning: known), stored.beginning)
        }
        let beginning = try Login.Beginning(stored: stored.beginning)
        beginnings.withLock { $0.remember(beginning, bytes: stored.beginning) }
        return (try stored.login(beginning: beginning), stored.beginning)
    }

    private func place(_ id: LoginID) -> [UInt8] { Array("login \(id.rawValue)".utf8) }
}

/// The beginnings of the logins that were last seen, in two generations: when the young one is full, the old one is
/// forgotten and the young one grows old.
private struct Beginnings {
    /// Of each generation. A beginning of the usual size takes about 10 KB.
    private static let capacity = 1024

    private struct Known {
        let bytes: [UInt8]
        let beginning: Login.Beginning
    }

    private var young: [LoginID: Known] = [:]
    private var old: [LoginID: Known] = [:]

    func recall(_ id: LoginID, bytes: [UInt8]) -> Login.Beginning? {
        guard let known = young[id] ?? old[id], known.bytes == bytes else { return nil }
        return known.beginning
    }

    mutating func remember(_ beginning: Login.Beginning, bytes: [UInt8]) {
        if young.count >= Self.capacity {
            old = young
            young = [:]
        }
        young[beginning.id] = Known(bytes: bytes, beginning: beginning)
    }
}
