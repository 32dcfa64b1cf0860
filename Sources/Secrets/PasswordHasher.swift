import CSodium
import Synchronization

/// Hashes and verifies passwords with Argon2id, on a few threads of its own.
///
/// A burst of sign-ins can neither take the memory (`threads` × `cost.kibibytes` at most) nor hold up the other pages:
/// beyond `maximumWaiting`, and beyond `share` for one stranger, the answer is `.overloaded`.
package final class PasswordHasher: Sendable {
    package let cost: PasswordCost
    let lanes: WorkLanes
    private let dummy: PasswordHash
    private let counter = Atomic<Int>(0)

    /// - Parameters:
    ///   - maximumWaiting: some six seconds of work for two threads.
    ///   - share: how many of those one stranger may hold.
    package init(
        cost: PasswordCost = .standard, threads: Int = 2, maximumWaiting: Int = 512, share: Int = 8,
        random: RandomSource = .system
    ) {
        Sodium.ready
        self.cost = cost
        lanes = WorkLanes(lanes: threads, maximumWaiting: maximumWaiting, share: share)
        dummy = PasswordHash.dummy(cost: cost, random: random)
    }

    /// Promises to do what its place is asked, before anything hangs on it.
    ///
    /// - Throws: `.overloaded` at once when too many wait already.
    package func reserve(for party: WorkLanes.Party = .stranger("")) throws(PasswordHasherError) -> Place {
        do { return Place(hasher: self, place: try lanes.reserve(for: party)) } catch { throw .overloaded }
    }

    /// A new hash with a new salt.
    package func hash(_ password: Password) async throws(PasswordHasherError) -> PasswordHash {
        let place = try reserve()
        return try await place.hash(password)
    }

    /// Whether the password is the one that was hashed. Exactly one Argon2id, whatever the answer.
    ///
    /// - Parameter hash: nil for a person who has no password or does not exist: then a dummy of the same cost is
    ///   verified, and the answer is no.
    package func verify(
        _ password: Password, against hash: PasswordHash?
    ) async throws(PasswordHasherError) -> Bool {
        let place = try reserve()
        return await place.verify(password, against: hash)
    }

    /// Whether the hash was made at another cost than today's, so that it should be made anew after a success.
    package func needsRehash(_ hash: PasswordHash) -> Bool {
        crypto_pwhash_str_needs_rehash(hash.text, UInt64(cost.passes), cost.kibibytes * 1024) != 0
    }

    /// How many Argon2id operations were begun.
    package var operations: Int { counter.load(ordering: .relaxed) }

}

extension PasswordHasher {
    /// A promised place in the queue, which is free again when this is let go.
    package struct Place: ~Copyable, Sendable {
        fileprivate let hasher: PasswordHasher
        fileprivate let place: WorkLanes.Place

        /// What `PasswordHasher.hash` gives.
        ///
        /// - Throws: `.memory`.
        package func hash(_ password: Password) async throws(PasswordHasherError) -> PasswordHash {
            let (cost, characters) = (hasher.cost, password.characters)
            let text = await run { () -> String? in
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

        /// What `PasswordHasher.verify` gives.
        package func verify(_ password: Password, against hash: PasswordHash?) async -> Bool {
            let (stored, characters) = ((hash ?? hasher.dummy).text, password.characters)
            let matches = await run {
                crypto_pwhash_str_verify(stored, characters, UInt64(characters.count)) == 0
            }
            return matches && hash != nil
        }

        private func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
            await place.run { [hasher] in
                hasher.counter.add(1, ordering: .relaxed)
                return work()
            }
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
