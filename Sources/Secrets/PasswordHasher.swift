import CSodium
import Synchronization

/// Hashes and verifies passwords with Argon2id, on a few dedicated threads.
///
/// Uses at most `threads` × `cost.kibibytes` of memory. A burst of sign-ins does not delay other pages: requests beyond
/// `maximumWaiting`, and beyond `share` for one party, fail with `.overloaded`.
package final class PasswordHasher: Sendable {
    package let cost: PasswordCost
    let lanes: WorkLanes
    private let dummy: PasswordHash
    private let counter = Atomic<Int>(0)

    /// - Parameters:
    ///   - maximumWaiting: The most requests that may wait: 512 are about six seconds of work for two threads.
    ///   - share: The most places that one party may hold.
    package init(
        cost: PasswordCost = .standard, threads: Int = 2, maximumWaiting: Int = 512, share: Int = 8,
        random: RandomSource = .system
    ) {
        Sodium.ready
        self.cost = cost
        lanes = WorkLanes(lanes: threads, maximumWaiting: maximumWaiting, share: share)
        dummy = PasswordHash.dummy(cost: cost, random: random)
    }

    /// Reserves a place in the queue, for callers that must not begin unless their work is sure to run.
    ///
    /// - Throws: `.overloaded` at once when too many requests wait.
    package func reserve(for party: WorkLanes.Party = .unknown("")) throws(PasswordHasherError) -> Place {
        do { return Place(hasher: self, place: try lanes.reserve(for: party)) } catch { throw .overloaded }
    }

    /// Returns a new hash with a new salt.
    package func hash(_ password: Password) async throws(PasswordHasherError) -> PasswordHash {
        let place = try reserve()
        return try await place.hash(password)
    }

    /// Returns whether the password matches the hash. Runs exactly one Argon2id in every case.
    ///
    /// - Parameter hash: Nil for a person who has no password or does not exist. Then a dummy of the same cost is
    ///   verified, and the result is false.
    package func verify(
        _ password: Password, against hash: PasswordHash?
    ) async throws(PasswordHasherError) -> Bool {
        let place = try reserve()
        return await place.verify(password, against: hash)
    }

    /// Returns whether the hash has another cost than `cost`, so that it should be replaced after a successful sign-in.
    package func needsRehash(_ hash: PasswordHash) -> Bool {
        crypto_pwhash_str_needs_rehash(hash.text, UInt64(cost.passes), cost.kibibytes * 1024) != 0
    }

    /// The number of Argon2id operations that were started.
    package var operations: Int { counter.load(ordering: .relaxed) }

}

extension PasswordHasher {
    /// A reserved place in the queue. It becomes free when this value is destroyed.
    package struct Place: ~Copyable, Sendable {
        fileprivate let hasher: PasswordHasher
        fileprivate let place: WorkLanes.Place

        /// Returns a new hash with a new salt.
        ///
        /// - Throws: `.memory` when the system has no memory for the operation.
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

        /// Returns whether the password matches the hash; see `PasswordHasher.verify(_:against:)`.
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

/// The reason why no password was hashed: a fault of the broker, never of the person.
package enum PasswordHasherError: Error, Hashable {
    /// Too many requests wait.
    case overloaded
    /// The system had no memory for the operation.
    case memory
}
