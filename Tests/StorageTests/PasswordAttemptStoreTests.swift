import Foundation
import Storage
import TestDatabases
import Testing

struct PasswordAttemptStoreTests {
    /// The third failure pauses for a minute, each later one for five.
    private static func pause(at now: Date) -> (Int) -> Date? {
        { failures in failures < 3 ? nil : now.addingTimeInterval(failures == 3 ? 60 : 300) }
    }

    @Test(arguments: TestEngine.allCases)
    func `pauses by what the rule says, longer each time`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let attempts = PasswordAttemptStore(connection)
                func attempt(_ now: Date) throws -> PasswordAttemptStore.Attempt {
                    try attempts.attempt([1], at: now, pausing: Self.pause(at: now))
                }
                #expect(try attempt(.at(0)) == .counted(1))
                #expect(try attempt(.at(0)) == .counted(2))
                #expect(try attempts.pausedUntil([1], at: .at(0)) == nil)
                #expect(try attempt(.at(0)) == .counted(3))
                #expect(try attempts.pausedUntil([1], at: .at(0)) == .at(60))
                #expect(try attempt(.at(59.999)) == .paused(until: .at(60)))
                #expect(try attempt(.at(60)) == .counted(4))
                #expect(try attempt(.at(61)) == .paused(until: .at(360)))
                #expect(try attempts.attempt([2], at: .at(61), pausing: Self.pause(at: .at(61))) == .counted(1))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `begins anew after a right password`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let attempts = PasswordAttemptStore(connection)
                for _ in 1...3 { _ = try attempts.attempt([1], at: .at(0), pausing: Self.pause(at: .at(0))) }
                try attempts.reset([1])
                #expect(try attempts.attempt([1], at: .at(0), pausing: Self.pause(at: .at(0))) == .counted(1))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `forgets documents that nobody tried since, once their pause is over`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let attempts = PasswordAttemptStore(connection)
                for _ in 1...3 { _ = try attempts.attempt([1], at: .at(0), pausing: Self.pause(at: .at(0))) }
                try attempts.purge(before: .at(0))
                #expect(try attempts.pausedUntil([1], at: .at(1)) == .at(60))
                try attempts.purge(before: .at(60))
                #expect(try attempts.pausedUntil([1], at: .at(59)) == .at(60))
                try attempts.purge(before: .at(61))
                #expect(try attempts.attempt([1], at: .at(61), pausing: Self.pause(at: .at(61))) == .counted(1))
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `gives many at once the attempts of one after the other`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            let outcomes = try await race(24, on: [test.database, other]) { connection, _ in
                try PasswordAttemptStore(connection).attempt([1], at: .at(0), pausing: Self.pause(at: .at(0)))
            }
            for count in 1...3 { #expect(outcomes.filter { $0 == .counted(count) }.count == 1) }
            #expect(outcomes.filter { $0 == .paused(until: .at(60)) }.count == 21)
            await other.close()
        }
    }
}
