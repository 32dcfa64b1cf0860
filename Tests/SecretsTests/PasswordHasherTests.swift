import Secrets
import Testing

@Suite struct PasswordHasherTests {
    /// The smallest cost of Argon2id: its strength is not tested here.
    static let cheap = PasswordCost(kibibytes: 64, passes: 1)

    @Test func `verifies the right password and refuses a wrong one`() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        let hash = try await hasher.hash(Password("corcho y lluvia"))
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
        #expect(try await hasher.verify(Password("corcho y lluvia"), against: hash))
        #expect(try await !hasher.verify(Password("corcho y lluvi"), against: hash))
        #expect(try await !hasher.verify(Password("corcho y lluvia "), against: hash))
        #expect(try await !hasher.verify(Password("corcho y lluvia\0"), against: hash))
    }

    @Test func `two hashes of one password differ`() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        #expect(try await hasher.hash(Password("a")) != hasher.hash(Password("a")))
    }

    @Test func `the standard cost is 19 MiB and two passes`() async throws {
        let hash = try await PasswordHasher().hash(Password("a"))
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    }

    /// The vector of the Argon2 reference implementation for v=19, t=2, m=2¹⁶, p=1.
    @Test func `reads the hash of another implementation`() async throws {
        let text = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        let stored = try #require(PasswordHash(text))
        let hasher = PasswordHasher(cost: Self.cheap)
        #expect(try await hasher.verify(Password("password"), against: stored))
        #expect(try await !hasher.verify(Password("passwore"), against: stored))
        #expect(hasher.needsRehash(stored))
    }

    @Test func `verifies a stored hash in both forms of accents`() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        let hash = try await hasher.hash(Password("ñandú"))
        let stored = try #require(PasswordHash(hash.text))
        #expect(try await hasher.verify(Password("n\u{303}andu\u{301}"), against: stored))
    }

    @Test func `known and unknown people cost one Argon2id each, right or wrong`() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        let hash = try await hasher.hash(Password("right"))
        for (password, stored) in [("right", hash), ("wrong", hash), ("right", nil), ("wrong", nil)] {
            let before = hasher.operations
            let verified = try await hasher.verify(Password(password), against: stored)
            #expect(hasher.operations == before + 1)
            #expect(verified == (password == "right" && stored != nil))
        }
    }

    /// libsodium parses the whole text before it compares the cost. It would reject an unreadable text without any
    /// work.
    @Test(arguments: [cheap, .standard])
    func `the dummy is a valid hash of the present cost, different each time`(_ cost: PasswordCost) async throws {
        let hasher = PasswordHasher(cost: cost)
        let dummy = PasswordHash.dummy(cost: cost, random: .system)
        #expect(!hasher.needsRehash(dummy))
        #expect(try await dummy.text.utf8.count == hasher.hash(Password("a")).text.utf8.count)
        #expect(dummy != PasswordHash.dummy(cost: cost, random: .system))
    }

    @Test func `a hash of another cost needs a rehash`() async throws {
        let hash = try await PasswordHasher(cost: Self.cheap).hash(Password("a"))
        #expect(!PasswordHasher(cost: Self.cheap).needsRehash(hash))
        #expect(PasswordHasher(cost: PasswordCost(kibibytes: 128, passes: 1)).needsRehash(hash))
        #expect(PasswordHasher(cost: PasswordCost(kibibytes: 64, passes: 2)).needsRehash(hash))
    }

    @Test func `requests beyond the queue are refused, and the others are served`() async throws {
        let hasher = PasswordHasher(cost: PasswordCost(kibibytes: 19_456, passes: 2), threads: 1, maximumWaiting: 2)
        let outcomes = await withTaskGroup(of: Result<Bool, PasswordHasherError>.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(PasswordHasherError) {
                        guard let password = try? Password("a") else { return .success(false) }
                        return .success(try await hasher.verify(password, against: nil))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let refused = outcomes.filter { $0 == .failure(.overloaded) }.count
        #expect(refused > 0)
        #expect(outcomes.count - refused >= 3)
        #expect(hasher.operations == outcomes.count - refused)
        #expect(try await !hasher.verify(Password("a"), against: nil), "works again afterwards")
    }

    @Test(arguments: [
        "", "plain", "$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA", "$argon2id$v=16$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
        "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ", "$argon2id$v=19$m=64,t=1,p=1$c2Fsd HNhbHQ$aGFzaA",
        "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$" + String(repeating: "a", count: 100),
    ])
    func `refuses stored text that is not an Argon2id hash`(_ text: String) {
        #expect(PasswordHash(text) == nil)
    }
}
