import CSodium
import Synchronization

/// Hashes and verifies passwords with Argon2id, on a few threads of its own.
///
/// A burst of sign-ins can neither take the memory (`threads` × `cost.kibibytes` at most) nor hold up the other pages:
/// beyond `maximumWaiting` the answer is `.overloaded`.
package final class PasswordHasher: Sendable {
    package let cost: PasswordCost
    private let lanes: WorkLanes
    private let dummy: PasswordHash
    private let counter = Atomic<Int>(0)

    package init(cost: PasswordCost = .standard, threads: Int = 2, maximumWaiting: Int = 64, dice: Dice = .system) {
        Sodium.ready
        self.cost = cost
        lanes = WorkLanes(lanes: threads, maximumWaiting: maximumWaiting)
        dummy = PasswordHash.dummy(cost: cost, dice: dice)
    }

    /// A new hash with a new salt.
    package func hash(_ password: Password) async throws(PasswordHasherError) -> PasswordHash {
        let (cost, characters) = (cost, password.characters)
        let text = try await run { () -> String? in
            var output = [CChar](repeating: 0, count: PasswordHash.maximumBytes)
            let status = crypto_pwhash_str_alg(
                &output, characters, UInt64(characters.count),
                UInt64(cost.passes), cost.kibibytes * 1024, crypto_pwhash_ALG_ARGON2ID13)
            guard status == 0 else { return nil }
            return String(decoding: output.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        guard let text else { throw .memory }
        return PasswordHash(computed: text)
    }

    /// Whether the password is the one that was hashed. Exactly one Argon2id, whatever the answer.
    ///
    /// - Parameter hash: nil for a person who has no password or does not exist: then a dummy of the same cost is
    ///   verified, and the answer is no.
    package func verify(
        _ password: Password, against hash: PasswordHash?
    ) async throws(PasswordHasherError) -> Bool {
        let (stored, characters) = ((hash ?? dummy).text, password.characters)
        let matches = try await run {
            crypto_pwhash_str_verify(stored, characters, UInt64(characters.count)) == 0
        }
        return matches && hash != nil
    }

    /// Whether the hash was made at another cost than today's, so that it should be made anew after a success.
    package func needsRehash(_ hash: PasswordHash) -> Bool {
        crypto_pwhash_str_needs_rehash(hash.text, UInt64(cost.passes), cost.kibibytes * 1024) != 0
    }

    /// How many Argon2id operations were begun.
    package var operations: Int { counter.load(ordering: .relaxed) }

    private func run<Value: Sendable>(
        _ work: @escaping @Sendable () -> Value
    ) async throws(PasswordHasherError) -> Value {
        do {
            return try await lanes.run {
                self.counter.add(1, ordering: .relaxed)
                return work()
            }
        } catch {
            throw .overloaded
        }
    }
}

/// Why no password was hashed: our fault, never the person's.
package enum PasswordHasherError: Error, Hashable {
    /// Too many wait already.
    case overloaded
    /// The system had no memory for one operation.
    case memory
}
