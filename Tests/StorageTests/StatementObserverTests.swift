import Storage
import TestDatabases
import Testing

struct StatementObserverTests {
    private static let length = 6

    /// Runs two inserts and a count in one transaction: begin, three statements, commit, committed.
    private func work(_ database: Database) async throws {
        try await database.write { (connection) throws in
            try AuditStore(connection).append("first", login: nil, payload: "{}", at: .at(0))
            try AuditStore(connection).append("second", login: nil, payload: "{}", at: .at(1))
            #expect(try AuditStore(connection).entries(limit: 10).count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `observes each step of a transaction`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let log = StatementLog()
            try await work(test.database.observed(by: log.observer))
            #expect(log.events.count == Self.length)
            #expect(log.events.first == .begin(.writing))
            #expect(log.statements.count == 3)
            #expect(log.events.suffix(2) == [.commit, .committed])
        }
    }

    @Test(arguments: TestEngine.allCases, 1...length)
    func `a failed step leaves all rows or none`(_ engine: TestEngine, _ step: Int) async throws {
        try await TestDatabase.with(engine) { test in
            let log = StatementLog(failing: step)
            await #expect(throws: StatementLog.Failure()) {
                try await work(test.database.observed(by: log.observer))
            }
            let entries = try await test.database.read { try AuditStore($0).entries(limit: 10) }
            // The last step is the acknowledgement: when it fails, the rows are committed.
            #expect(entries.count == (step == Self.length ? 2 : 0))
        }
    }
}
