import Foundation
import Storage
import TestDatabases
import Testing

struct OutboxStoreTests {
    private static let message = OutboxStore.Message(recipient: [1], text: [2, 3], notAfter: .at(600))
    private static let decoy = OutboxStore.Message(recipient: nil, text: [4, 5], notAfter: .at(600))

    private func withOutbox(
        _ engine: TestEngine, _ body: @escaping @Sendable (OutboxStore, Connection) throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { try body(OutboxStore($0), $0) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `each message is claimed by one dispatcher at a time, the newest first`(_ engine: TestEngine) async throws {
        try await withOutbox(engine) { (outbox, _) throws in
            try outbox.enqueue(Self.message, at: .at(0))
            try outbox.enqueue(Self.decoy, at: .at(1))
            let first = try outbox.claim(1, until: .at(31), at: .at(1))
            #expect(first.map(\.message) == [Self.decoy])
            #expect(first.map(\.attempt) == [1])
            #expect(try outbox.claim(5, until: .at(31), at: .at(1)).map(\.message) == [Self.message])
            #expect(try outbox.claim(5, until: .at(31), at: .at(30)).isEmpty)
            let again = try outbox.claim(5, until: .at(61), at: .at(31))
            #expect(again.map(\.attempt) == [2, 2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `deletes sent messages`(_ engine: TestEngine) async throws {
        try await withOutbox(engine) { (outbox, connection) throws in
            try outbox.enqueue(Self.message, at: .at(0))
            #expect(try outbox.backlog() == (1, .at(0)))
            let claimed = try #require(try outbox.claim(1, until: .at(31), at: .at(1)).first)
            #expect(try outbox.sent(claimed, at: .at(2)))
            #expect(try !outbox.sent(claimed, at: .at(2)))
            #expect(try outbox.claim(1, until: .at(99), at: .at(98)).isEmpty)
            #expect(try outbox.backlog() == (0, nil))
            #expect(try connection.rows("SELECT id FROM outbox WHERE text IS NULL AND recipient IS NULL").count == 1)
            try outbox.purge(before: .at(2))
            #expect(try connection.rows("SELECT id FROM outbox").count == 1)
            try outbox.purge(before: .at(3))
            #expect(try connection.rows("SELECT id FROM outbox").isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `offers a message again after its delay until it is deleted`(_ engine: TestEngine) async throws {
        try await withOutbox(engine) { (outbox, _) throws in
            try outbox.enqueue(Self.message, at: .at(0))
            let first = try #require(try outbox.claim(1, until: .at(31), at: .at(0)).first)
            #expect(try outbox.retry(first, at: .at(10)))
            #expect(try outbox.claim(1, until: .at(40), at: .at(9)).isEmpty)
            let second = try #require(try outbox.claim(1, until: .at(40), at: .at(10)).first)
            #expect(try !outbox.sent(first, at: .at(11)))
            #expect(try !outbox.retry(first, at: .at(12)))
            #expect(try !outbox.drop(first, at: .at(11)))
            #expect(try outbox.drop(second, at: .at(11)))
            #expect(try outbox.claim(1, until: .at(99), at: .at(50)).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `returns no expired message`(_ engine: TestEngine) async throws {
        try await withOutbox(engine) { (outbox, _) throws in
            try outbox.enqueue(Self.message, at: .at(0))
            #expect(try outbox.dropOverdue(at: .at(599)) == 0)
            #expect(try outbox.claim(1, until: .at(700), at: .at(600)).isEmpty)
            #expect(try outbox.dropOverdue(at: .at(600)) == 1)
            #expect(try outbox.backlog() == (0, nil))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `claims messages of one lane only`(_ engine: TestEngine) async throws {
        try await withOutbox(engine) { (outbox, _) throws in
            for _ in 0..<3 { try outbox.enqueue(Self.decoy, at: .at(0)) }
            try outbox.enqueue(Self.message, lane: .known, at: .at(1))
            #expect(try outbox.due(of: .unknown, at: .at(1)) == 3)
            #expect(try outbox.due(of: .known, at: .at(1)) == 1)
            #expect(try outbox.claim(1, of: .known, until: .at(31), at: .at(1)).map(\.message) == [Self.message])
            #expect(try outbox.claim(1, of: .known, until: .at(31), at: .at(1)).isEmpty)
            #expect(try outbox.due(of: .known, at: .at(1)) == 0)
            #expect(try outbox.claim(9, of: .unknown, until: .at(31), at: .at(1)).count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `runs the same statements for a message without a recipient`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let log = StatementLog()
            let database = test.database.observed(by: log.observer)
            _ = try await database.write { try OutboxStore($0).enqueue(Self.message, at: .at(0)) }
            let known = log.events
            log.clear()
            _ = try await database.write { try OutboxStore($0).enqueue(Self.decoy, at: .at(0)) }
            #expect(log.events == known)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `simultaneous dispatchers claim each message once`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            try await test.database.write { (connection) throws in
                for _ in 0..<40 { try OutboxStore(connection).enqueue(Self.message, at: .at(0)) }
            }
            let claims = try await race(16, on: [test.database, other]) { connection, _ in
                try OutboxStore(connection).claim(5, until: .at(30), at: .at(0))
            }
            let identifiers = claims.flatMap(\.self).map(\.id)
            #expect(Set(identifiers).count == identifiers.count)
            #expect(identifiers.count == 40)
            await other.close()
        }
    }
}
