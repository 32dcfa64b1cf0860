import Storage
import TestDatabases
import Testing

struct LoginStoreTests {
    @Test(arguments: TestEngine.allCases)
    func `loads an inserted login`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            _ = try await test.database.write { try LoginStore($0).insert(.sample()) }
            let login = try await test.database.read { try LoginStore($0).load("login-1") }
            #expect(login == .sample())
            let none = try await test.database.read { try LoginStore($0).load("login-2") }
            #expect(none == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `updates only the version that was read`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let logins = LoginStore(connection)
                try logins.insert(.sample())
                #expect(try logins.update("login-1", version: 1, phase: "proving", payload: [1]))
                #expect(try !logins.update("login-1", version: 1, phase: "proved", payload: [2]))
                #expect(try !logins.update("login-2", version: 1, phase: "proved", payload: [2]))
                let login = try #require(try logins.load("login-1"))
                #expect(login.version == 2)
                #expect(login.phase == "proving")
                #expect(login.payload == [1])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `is answered once and keeps the answer for a limited time`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let logins = LoginStore(connection)
                try logins.insert(.sample())
                #expect(try logins.answer("login-1", at: .at(1)) == nil)
                #expect(
                    try !logins.consume(
                        "login-1", version: 2, phase: "answered", payload: [], cookieHash: [9], answer: [0],
                        answerUntil: .at(130),
                        at: .at(10)))
                #expect(
                    try logins.consume(
                        "login-1", version: 1, phase: "answered", payload: [], cookieHash: [9], answer: [5],
                        answerUntil: .at(130),
                        at: .at(10)))
                #expect(
                    try !logins.consume(
                        "login-1", version: 2, phase: "answered", payload: [], cookieHash: [9], answer: [6],
                        answerUntil: .at(130),
                        at: .at(11)))
                #expect(try !logins.update("login-1", version: 2, phase: "proved", payload: [2]))
                #expect(
                    try !logins.update("login-1", version: 2, phase: "proved", payload: [2], renewal: Self.renewal))
                #expect(try logins.load("login-1")?.answeredAt == .at(10))
                #expect(try logins.answer("login-1", at: .at(129.999)) == [5])
                #expect(try logins.answer("login-1", at: .at(130)) == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `deletes old answers, and expired logins with their codes and tickets`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let logins = LoginStore(connection)
                try logins.insert(.sample())
                try ChallengeStore(connection).create(.sample())
                try TicketStore(connection).issue([1], login: "login-1", until: .at(60))
                _ = try logins.consume(
                    "login-1", version: 1, phase: "answered", payload: [], cookieHash: [9], answer: [5],
                    answerUntil: .at(130),
                    at: .at(10))
                try logins.forgetAnswers(at: .at(130))
                try logins.purge(expiredBefore: .at(900))
                #expect(try logins.load("login-1") != nil)
                #expect(try connection.rows("SELECT answer FROM logins WHERE answer IS NOT NULL").isEmpty)
                try logins.purge(expiredBefore: .at(900.001))
                #expect(try logins.load("login-1") == nil)
                #expect(try connection.rows("SELECT id FROM challenges").isEmpty)
                #expect(try connection.rows("SELECT login_id FROM tickets").isEmpty)
            }
        }
    }

    private static let renewal = LoginRenewal(
        cookieHash: [2], replacedHash: [1], sealedHandle: [7], until: .at(40), maximumTries: 2)

    @Test(arguments: TestEngine.allCases)
    func `returns the new cookie for the previous one while attempts remain`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let logins = LoginStore(connection)
                try logins.insert(.sample())
                #expect(try !logins.hasRenewal("login-1", from: [1], at: .at(11)))
                #expect(
                    try !logins.update("login-1", version: 2, phase: "proved", payload: [1], renewal: Self.renewal))
                #expect(try logins.update("login-1", version: 1, phase: "proved", payload: [1], renewal: Self.renewal))
                #expect(try logins.load("login-1")?.cookieHash == [2])
                for (hash, time) in [([UInt8(9)], 11.0), ([2], 11), ([1], 40)] {
                    #expect(try !logins.hasRenewal("login-1", from: hash, at: .at(time)))
                    #expect(try logins.tryRenewal("login-1", from: hash, at: .at(time)) == nil)
                }
                #expect(try logins.hasRenewal("login-1", from: [1], at: .at(39.999)))
                #expect(try logins.tryRenewal("login-1", from: [1], at: .at(39.999)) == [7])
                try logins.returnRenewalTry("login-1", from: [1])
                #expect(try logins.tryRenewal("login-1", from: [1], at: .at(11)) == [7])
                #expect(try logins.tryRenewal("login-1", from: [1], at: .at(11)) == [7])
                #expect(try logins.tryRenewal("login-1", from: [1], at: .at(11)) == nil)
                #expect(try !logins.hasRenewal("login-1", from: [1], at: .at(11)))
            }
        }
    }

    /// The bug: the sealed cookie was kept until its login was deleted, although it was valid for 30 seconds.
    @Test(arguments: TestEngine.allCases)
    func `deletes the sealed cookie after its validity`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let logins = LoginStore(connection)
                try logins.insert(.sample())
                _ = try logins.update("login-1", version: 1, phase: "proved", payload: [1], renewal: Self.renewal)
                #expect(try logins.forgetRenewals(at: .at(39.999)) == 0)
                #expect(try logins.hasRenewal("login-1", from: [1], at: .at(39.999)))
                #expect(try logins.forgetRenewals(at: .at(40)) == 1)
                #expect(try connection.rows("SELECT id FROM logins WHERE renewal IS NOT NULL").isEmpty)
                #expect(try logins.load("login-1")?.cookieHash == [2])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keeps only one previous cookie, and none without a sealed handle`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let logins = LoginStore(connection)
                try logins.insert(.sample())
                _ = try logins.update("login-1", version: 1, phase: "a", payload: [1], renewal: Self.renewal)
                let next = LoginRenewal(
                    cookieHash: [3], replacedHash: [2], sealedHandle: nil, until: .at(60), maximumTries: 2)
                _ = try logins.update("login-1", version: 2, phase: "b", payload: [1], renewal: next)
                for hash in [[UInt8(1)], [2]] {
                    #expect(try !logins.hasRenewal("login-1", from: hash, at: .at(11)))
                    #expect(try logins.tryRenewal("login-1", from: hash, at: .at(11)) == nil)
                }
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `simultaneous requests share the attempts`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            _ = try await test.database.write { connection in
                try LoginStore(connection).insert(.sample())
                return try LoginStore(connection).update(
                    "login-1", version: 1, phase: "proved", payload: [1], renewal: Self.renewal)
            }
            let given = try await race(24, on: [test.database, other]) { connection, _ in
                try LoginStore(connection).tryRenewal("login-1", from: [1], at: .at(11)) != nil
            }
            #expect(given.filter(\.self).count == 2)
            await other.close()
        }
    }

    @Test(arguments: TestEngine.shared)
    func `only one of many simultaneous requests stores the answer`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            _ = try await test.database.write { try LoginStore($0).insert(.sample()) }
            let outcomes = try await race(24, on: [test.database, other]) { connection, number in
                let won = try LoginStore(connection).consume(
                    "login-1", version: 1, phase: "answered", payload: [], cookieHash: [9], answer: [UInt8(number)],
                    answerUntil: .at(130), at: .at(10))
                if won { try AuditStore(connection).append("answered", login: "login-1", payload: "{}", at: .at(10)) }
                return won ? number : nil
            }
            let winners = outcomes.compactMap(\.self)
            #expect(winners.count == 1)
            let (answer, trail) = try await other.read { connection in
                (
                    try LoginStore(connection).answer("login-1", at: .at(11)),
                    try AuditStore(connection).entries(of: "login-1")
                )
            }
            #expect(answer == winners.map { UInt8($0) })
            #expect(trail.count == 1)
            await other.close()
        }
    }

    @Test(arguments: TestEngine.shared)
    func `only one of many simultaneous updates succeeds`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            _ = try await test.database.write { try LoginStore($0).insert(.sample()) }
            let outcomes = try await race(24, on: [test.database, other]) { connection, number in
                try LoginStore(connection).update("login-1", version: 1, phase: "proving", payload: [UInt8(number)])
            }
            #expect(outcomes.filter(\.self).count == 1)
            await other.close()
        }
    }
}
