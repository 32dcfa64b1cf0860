import Citizens
import Foundation
import TestDatabases
import Testing

@testable import Storage

struct LimitStoreTests {
    private static let one = LimitStore.Subject("pin", [1])

    @Test(arguments: TestEngine.allCases)
    func `keeps a separate tally for each kind and subject`(_ engine: TestEngine) async throws {
        let subjects = [Self.one, .init("contrast", [1]), .init("pin", [2]), .init("pin", [0, 255])]
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = LimitStore(connection)
                for (second, subject) in subjects.enumerated() {
                    #expect(try store.count(subject, at: .at(Double(second))))
                }
                let entries = try store.read(subjects + [.init("pin", [3])])
                #expect(entries.count == 4)
                for (second, subject) in subjects.enumerated() {
                    #expect(entries[subject]?.tally.dates(atMost: 9) == [.at(Double(second))])
                }
                #expect(try store.read([]).isEmpty)
                #expect(try store.read([Self.one]).count == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `replaces a row only over the version that was read`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = LimitStore(connection)
                #expect(try store.count(Self.one, at: .at(0), over: .missing))
                #expect(try !store.count(Self.one, at: .at(1), over: .missing))
                let read = try #require(try store.read([Self.one])[Self.one])
                #expect(try store.count(Self.one, at: .at(2), over: read))
                #expect(try !store.count(Self.one, at: .at(3), over: read))
                #expect(try store.read([Self.one])[Self.one]?.tally.dates(atMost: 9) == [.at(0), .at(2)])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `returns which of several rows were replaced`(_ engine: TestEngine) async throws {
        let other = LimitStore.Subject("pin", [2])
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = LimitStore(connection)
                try store.count(Self.one, at: .at(0))
                var tally = Tally()
                tally.add(at: .at(1), windows: [.seconds(3600)])
                let replaced = try store.replace(
                    [Self.one, other].map { .init($0, tally, longest: .seconds(3600), over: .missing) }, at: .at(1))
                #expect(replaced == [other])
            }
        }
    }

    /// The attack: a row is read, deleted by housekeeping, and created again by another transaction, whose event would
    /// be overwritten.
    @Test(arguments: TestEngine.allCases)
    func `does not replace a row that was deleted and created again`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = LimitStore(connection)
                try store.count(Self.one, at: .at(0))
                let read = try #require(try store.read([Self.one])[Self.one])
                #expect(try store.purge(at: .at(86_400)) == 1)
                try store.count(Self.one, at: .at(86_401))
                #expect(try !store.count(Self.one, at: .at(86_402), over: read))
                #expect(try store.read([Self.one])[Self.one]?.tally.dates(atMost: 9) == [.at(86_401)])
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `only one of many simultaneous writers replaces a row`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            for read in [LimitStore.Entry.missing, nil] {
                let entry: LimitStore.Entry
                if let read {
                    entry = read
                } else {
                    entry = try #require(
                        try await test.database.read { try LimitStore($0).read([Self.one])[Self.one] })
                }
                let outcomes = try await race(32, on: [test.database, other]) { connection, _ in
                    try LimitStore(connection).count(Self.one, at: .at(0), over: entry)
                }
                #expect(outcomes.count { $0 } == 1)
            }
            await other.close()
        }
    }

    /// The attack: two transactions that replace the same rows in different orders wait for each other.
    @Test func `replaces rows in the order of their subjects`() throws {
        var statements: [Statement] = []
        let recorder = Connection(dialect: .postgres, observer: nil) { statement in
            statements.append(statement)
            return StatementResult(columns: Columns([]), rows: [], count: 0)
        }
        let subjects = [LimitStore.Subject("b", [1]), .init("a", [2]), .init("b", [0, 9]), .init("a", [1, 255])]
        _ = try LimitStore(recorder).replace(
            subjects.map { .init($0, Tally(), longest: .seconds(1), over: .missing) }, at: .at(0))
        let values = try #require(statements.first).values
        let locked = stride(from: 0, to: values.count, by: 5).map { [values[$0], values[$0 + 1]] }
        #expect(
            locked == [
                [.text("a"), .bytes([1, 255])], [.text("a"), .bytes([2])], [.text("b"), .bytes([0, 9])],
                [.text("b"), .bytes([1])],
            ])
    }

    @Test(arguments: TestEngine.allCases)
    func `deletes a subject an hour after its longest window, on a whole hour`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = LimitStore(connection)
                try store.count(Self.one, at: .at(1))
                #expect(try store.purge(at: .at(3 * 3600 - 0.001)) == 0)
                #expect(try store.purge(at: .at(3 * 3600)) == 1)
                #expect(try store.read([Self.one]).isEmpty)
                _ = try store.replace([.init(Self.one, Tally(), longest: .seconds(3600), over: .missing)], at: .at(1))
                #expect(try store.purge(at: .at(2 * 3600 - 0.001)) == 0)
                #expect(try store.purge(at: .at(2 * 3600)) == 1, "nothing is counted in it")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `refuses a malformed tally`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            _ = try await test.database.write { (connection) throws in
                try connection.execute(
                    """
                    INSERT INTO limits (kind, subject, tally, version, kept_until)
                    VALUES ('pin', \([UInt8(1)]), 'x', 1, 0)
                    """
                )
            }
            await #expect(throws: StorageFault.self) {
                try await test.database.read { try LimitStore($0).read([Self.one]) }
            }
        }
    }
}
