import Citizens
import Foundation
import Storage
import TestDatabases
import Testing

struct LimitStoreTests {
    private static let windows = [SlidingWindow(2, in: .seconds(3600)), SlidingWindow(3, in: .seconds(86_400))]

    @Test(arguments: TestEngine.allCases)
    func `admits as often as every window has room`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let admit = { try LimitStore(connection).admit("pin", subject: [1], Self.windows, at: .at($0)) }
                #expect(try admit(0) == nil)
                #expect(try admit(1800) == nil)
                #expect(try admit(3599.999) == .at(3600))
                #expect(try admit(3600) == nil)
                #expect(try admit(3601) == .at(86_400), "the longest wait of two windows")
                #expect(try admit(7200) == .at(86_400))
                #expect(try admit(86_400) == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `counts each kind and subject by itself`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                for (kind, subject) in [("pin", [UInt8(1)]), ("contrast", [1]), ("pin", [2])] {
                    let admit = { try LimitStore(connection).admit(kind, subject: subject, Self.windows, at: .at(0)) }
                    #expect(try admit() == nil)
                    #expect(try admit() == nil)
                    #expect(try admit() == .at(3600))
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `looks without counting, and records without asking`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let limits = LimitStore(connection)
                let look = { try limits.fullUntil("pin", subject: [1], Self.windows, at: .at(1)) }
                for _ in 0..<5 { #expect(try look() == nil) }
                for _ in 0..<5 { try limits.record("pin", subject: [1], at: .at(0)) }
                #expect(try look() == .at(86_400))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `writes nothing when it refuses`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            func subjects() async throws -> [Int64] {
                try await test.database.read { connection in
                    try connection.rows("SELECT touched_at FROM limit_subjects").map { try $0["touched_at"] }
                }
            }
            func admit(at second: Double) async throws -> Date? {
                try await test.database.write { connection in
                    try LimitStore(connection).admit("pin", subject: [1], Self.windows, at: .at(second))
                }
            }
            for _ in 0..<2 { #expect(try await admit(at: 0) == nil) }
            let before = try await subjects()
            #expect(before.count == 1)
            for _ in 0..<8 { #expect(try await admit(at: 1) == .at(3600)) }
            #expect(try await subjects() == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `tells the times of a subject's events, oldest first`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let limits = LimitStore(connection)
                for second in [3.0, 1, 2] { try limits.record("guess", subject: [1], at: .at(second)) }
                try limits.record("guess", subject: [2], at: .at(2))
                try limits.record("other", subject: [1], at: .at(2))
                #expect(try limits.instants("guess", subject: [1], since: .at(1)) == [.at(2), .at(3)])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `forgets what no window looks at`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let limits = LimitStore(connection)
                try limits.record("guess", subject: [1], at: .at(0))
                try limits.record("guess", subject: [2], at: .at(10))
                try limits.record("other", subject: [3], at: .at(0))
                try limits.purge("guess", before: .at(10))
                try limits.purgeSubjects("guess", before: .at(10))
                for table in ["limit_events", "limit_subjects"] {
                    let rows = try connection.rows(
                        table == "limit_events"
                            ? "SELECT subject FROM limit_events ORDER BY subject"
                            : "SELECT subject FROM limit_subjects ORDER BY subject")
                    #expect(try rows.map { try $0["subject"] } == [[UInt8(2)], [UInt8(3)]])
                }
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `admits of many at once as many as there is room for`(_ engine: TestEngine) async throws {
        let windows = [SlidingWindow(5, in: .seconds(3600))]
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            let outcomes = try await race(32, on: [test.database, other]) { connection, _ in
                try LimitStore(connection).admit("pin", subject: [1], windows, at: .at(0))
            }
            #expect(outcomes.count { $0 == nil } == 5)
            await other.close()
        }
    }
}
