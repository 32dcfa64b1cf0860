import Storage
import TestDatabases
import Testing

struct ReplayStoreTests {
    private let issuer = "https://oficina.example/metadata"

    @Test(arguments: TestEngine.allCases)
    func `recognizes a repeated message and returns its login`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { [issuer] test in
            try await test.database.write { (connection) throws in
                let replays = ReplayStore(connection)
                #expect(try replays.remember("_1", from: issuer, until: .at(60), login: "a") == .first)
                #expect(try replays.remember("_1", from: issuer, until: .at(60), login: "b") == .seen(login: "a"))
                #expect(try replays.remember("_1", from: "https://other.example", until: .at(60), login: "c") == .first)
                #expect(try replays.remember("_2", from: issuer, until: .at(60), login: "d") == .first)
                #expect(try replays.remember("1", from: issuer + "_", until: .at(60), login: "e") == .first)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `distinguishes IDs that are longer than an index entry`(_ engine: TestEngine) async throws {
        // Random, so that compression does not shorten it.
        var generator = SystemRandomNumberGenerator()
        let long = (0..<20_000).map { _ in String(UInt8.random(in: 0...255, using: &generator), radix: 16) }.joined()
        try await TestDatabase.with(engine) { [issuer] test in
            try await test.database.write { (connection) throws in
                let replays = ReplayStore(connection)
                #expect(try replays.remember("_a" + long, from: issuer, until: .at(60), login: "a") == .first)
                #expect(try replays.remember("_b" + long, from: issuer, until: .at(60), login: "b") == .first)
                #expect(
                    try replays.remember("_a" + long, from: issuer, until: .at(60), login: "c") == .seen(login: "a"))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `deletes a message after the end of its validity`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { [issuer] test in
            try await test.database.write { (connection) throws in
                let replays = ReplayStore(connection)
                _ = try replays.remember("_1", from: issuer, until: .at(60), login: "a")
                #expect(try replays.purge(before: .at(60)) == 0)
                #expect(try replays.remember("_1", from: issuer, until: .at(60), login: "b") == .seen(login: "a"))
                #expect(try replays.purge(before: .at(60.001)) == 1)
                #expect(try replays.remember("_1", from: issuer, until: .at(120), login: "b") == .first)
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `is new for only one of many simultaneous requests`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { [issuer] test in
            let other = try await test.another()
            let outcomes = try await race(24, on: [test.database, other]) { connection, number in
                let login = "login-\(number)"
                let remembered = try ReplayStore(connection).remember("_1", from: issuer, until: .at(60), login: login)
                if remembered == .first { try LoginStore(connection).insert(.sample(login)) }
                return (login, remembered)
            }
            let winners = outcomes.filter { $0.1 == .first }
            #expect(winners.count == 1)
            let winner = try #require(winners.first?.0)
            #expect(outcomes.allSatisfy { $0.1 == .first || $0.1 == .seen(login: winner) })
            #expect(try await test.database.read { try LoginStore($0).load(winner) } != nil)
            await other.close()
        }
    }
}
