import Foundation
import Storage
import TestDatabases
import Testing

struct LimitStoreTests {
    private static let hour = LimitRule.Window(2, in: .seconds(3600))
    private static let day = LimitRule.Window(3, in: .seconds(86_400))

    private static func rule(_ kind: String = "pin.request", _ subject: [UInt8] = [1]) -> LimitRule {
        LimitRule(kind: kind, subject: subject, windows: [hour, day])
    }

    @Test(arguments: TestEngine.allCases)
    func `admits as often as every window has room`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let limits = LimitStore(connection)
                let rule = Self.rule()
                #expect(try limits.admit([rule], at: .at(0)) == .admitted)
                #expect(try limits.admit([rule], at: .at(1800)) == .admitted)
                #expect(
                    try limits.admit([rule], at: .at(3599.999))
                        == .full(kind: "pin.request", window: Self.hour, until: .at(3600)))
                #expect(try limits.admit([rule], at: .at(3600)) == .admitted)
                #expect(
                    try limits.admit([rule], at: .at(7200))
                        == .full(kind: "pin.request", window: Self.day, until: .at(86_400)))
                #expect(try limits.admit([rule], at: .at(86_400)) == .admitted)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `counts each kind and subject by itself`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let limits = LimitStore(connection)
                for rule in [Self.rule(), Self.rule("contrast"), Self.rule("pin.request", [2])] {
                    #expect(try limits.admit([rule], at: .at(0)) == .admitted)
                    #expect(try limits.admit([rule], at: .at(0)) == .admitted)
                    #expect(try limits.admit([rule], at: .at(0)) != .admitted)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `takes room under no rule when one of them is full`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let limits = LimitStore(connection)
                let document = Self.rule("pin.request", [1])
                let address = Self.rule("pin.request", [2])
                _ = try limits.admit([address], at: .at(0))
                _ = try limits.admit([address], at: .at(0))
                #expect(try limits.admit([document, address], at: .at(0)) != .admitted)
                #expect(try limits.admit([document], at: .at(0)) == .admitted)
                #expect(try limits.admit([document], at: .at(0)) == .admitted)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `checks without taking, and records without asking`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let limits = LimitStore(connection)
                for _ in 0..<5 { #expect(try limits.check([Self.rule()], at: .at(0)) == .admitted) }
                for _ in 0..<5 { try limits.record("pin.request", subject: [1], at: .at(0)) }
                #expect(
                    try limits.check([Self.rule()], at: .at(1))
                        == .full(kind: "pin.request", window: Self.day, until: .at(86_400)))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `writes nothing when it refuses`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let address = Self.rule("pin.request", [1])
            func subjects() async throws -> [Int64] {
                try await test.database.read { connection in
                    try connection.rows("SELECT touched_at FROM limit_subjects").map { try $0["touched_at"] }
                }
            }
            for _ in 0..<2 { _ = try await test.database.write { try LimitStore($0).admit([address], at: .at(0)) } }
            let before = try await subjects()
            #expect(before.count == 1)
            for number in UInt8(2)..<10 {
                let claim = Self.rule("pin.request", [number])
                let outcomes = try await test.database.write { connection in
                    let limits = LimitStore(connection)
                    return [
                        try limits.admit([claim, address], at: .at(1)),
                        try limits.look([claim, address], at: .at(1)),
                        try limits.check([claim, address], at: .at(1)),
                    ]
                }
                #expect(!outcomes.contains(.admitted))
            }
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
        let window = LimitRule.Window(5, in: .seconds(3600))
        let rules = [[1], [2]].map { LimitRule(kind: "pin.request", subject: $0, windows: [window]) }
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            let outcomes = try await race(32, on: [test.database, other]) { connection, number in
                // The rules in either order: who locks must not wait in a circle.
                try LimitStore(connection).admit(number % 4 < 2 ? rules : rules.reversed(), at: .at(0))
            }
            #expect(outcomes.filter { $0 == .admitted }.count == 5)
            await other.close()
        }
    }
}
