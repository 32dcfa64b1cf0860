import Foundation
import Storage
import TestDatabases
import Testing

extension ChallengeStore.Challenge {
    static func sample(
        _ id: String = "challenge-1", codeHash: [UInt8] = [1], attempts: Int = 3, isGenuine: Bool = true
    ) -> Self {
        Self(
            id: id, login: "login-1", purpose: .pin, codeHash: codeHash, documentKey: [7], attempts: attempts,
            expiresAt: .at(600), isGenuine: isGenuine)
    }
}

struct ChallengeStoreTests {
    private func withChallenge(
        _ engine: TestEngine, _ body: @escaping @Sendable (ChallengeStore, Connection) throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                try LoginStore(connection).insert(.sample())
                try LoginStore(connection).insert(.sample("login-2"))
                let challenges = ChallengeStore(connection)
                try challenges.create(.sample())
                try body(challenges, connection)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `accepts the correct code once`(_ engine: TestEngine) async throws {
        try await withChallenge(engine) { (challenges, _) throws in
            #expect(try challenges.guess("challenge-1", login: "login-1", codeHash: [1], at: .at(1)) == .right)
            #expect(try challenges.guess("challenge-1", login: "login-1", codeHash: [1], at: .at(1)) == .useless)
        }
    }

    /// The bug: the correct code of a challenge without a message was accepted.
    @Test(arguments: TestEngine.allCases)
    func `refuses the correct code of a challenge without a message`(_ engine: TestEngine) async throws {
        try await withChallenge(engine) { (challenges, _) throws in
            try challenges.create(.sample("challenge-2", codeHash: [2], isGenuine: false))
            for left in [2, 1, 0] {
                #expect(
                    try challenges.guess("challenge-2", login: "login-1", codeHash: [2], at: .at(1))
                        == .wrong(attemptsLeft: left))
            }
            #expect(try challenges.guess("challenge-2", login: "login-1", codeHash: [2], at: .at(1)) == .useless)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `counts wrong codes and is invalid after the last`(_ engine: TestEngine) async throws {
        try await withChallenge(engine) { (challenges, _) throws in
            for left in [2, 1, 0] {
                #expect(
                    try challenges.guess("challenge-1", login: "login-1", codeHash: [2], at: .at(1))
                        == .wrong(attemptsLeft: left))
            }
            #expect(try challenges.guess("challenge-1", login: "login-1", codeHash: [1], at: .at(1)) == .useless)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `accepts the correct code after a wrong one`(_ engine: TestEngine) async throws {
        try await withChallenge(engine) { (challenges, _) throws in
            #expect(
                try challenges.guess("challenge-1", login: "login-1", codeHash: [], at: .at(1))
                    == .wrong(attemptsLeft: 2))
            #expect(try challenges.guess("challenge-1", login: "login-1", codeHash: [1], at: .at(2)) == .right)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `accepts no code after its expiry`(_ engine: TestEngine) async throws {
        try await withChallenge(engine) { (challenges, _) throws in
            #expect(try challenges.guess("challenge-1", login: "login-1", codeHash: [1], at: .at(600)) == .useless)
            #expect(try challenges.guess("challenge-1", login: "login-1", codeHash: [1], at: .at(599.999)) == .right)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `belongs to one login`(_ engine: TestEngine) async throws {
        try await withChallenge(engine) { (challenges, connection) throws in
            #expect(try challenges.guess("challenge-1", login: "login-2", codeHash: [1], at: .at(1)) == .useless)
            #expect(try challenges.guess("challenge-2", login: "login-1", codeHash: [1], at: .at(1)) == .useless)
            let row = try connection.row("SELECT attempts_left FROM challenges")
            #expect(try row?["attempts_left"] == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `is replaced by a newer challenge of the same purpose`(_ engine: TestEngine) async throws {
        try await withChallenge(engine) { (challenges, _) throws in
            _ = try challenges.guess("challenge-1", login: "login-1", codeHash: [9], at: .at(1))
            try challenges.create(.sample("challenge-2", codeHash: [2]))
            #expect(try challenges.guess("challenge-1", login: "login-1", codeHash: [1], at: .at(1)) == .useless)
            #expect(
                try challenges.guess("challenge-2", login: "login-1", codeHash: [3], at: .at(1))
                    == .wrong(attemptsLeft: 2))
            #expect(try challenges.guess("challenge-2", login: "login-1", codeHash: [2], at: .at(1)) == .right)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `needs a login`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            await #expect(throws: StorageFault.constraint(.foreignKey)) {
                try await test.database.write { try ChallengeStore($0).create(.sample()) }
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `accepts the code from one of many simultaneous requests`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            try await test.database.write { (connection) throws in
                try LoginStore(connection).insert(.sample())
                try ChallengeStore(connection).create(.sample())
            }
            let outcomes = try await race(24, on: [test.database, other]) { connection, _ in
                try ChallengeStore(connection).guess("challenge-1", login: "login-1", codeHash: [1], at: .at(1))
            }
            #expect(outcomes.filter { $0 == .right }.count == 1)
            #expect(outcomes.filter { $0 == .useless }.count == 23)
            await other.close()
        }
    }

    @Test(arguments: TestEngine.shared)
    func `simultaneous guesses share its attempts`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            try await test.database.write { (connection) throws in
                try LoginStore(connection).insert(.sample())
                try ChallengeStore(connection).create(.sample())
            }
            let outcomes = try await race(24, on: [test.database, other]) { connection, number in
                try ChallengeStore(connection).guess(
                    "challenge-1", login: "login-1", codeHash: [UInt8(100 + number)], at: .at(1))
            }
            for left in 0...2 { #expect(outcomes.filter { $0 == .wrong(attemptsLeft: left) }.count == 1) }
            #expect(outcomes.filter { $0 == .useless }.count == 21)
            await other.close()
        }
    }
}
