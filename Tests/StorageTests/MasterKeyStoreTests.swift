import Foundation
import Storage
import TestDatabases
import Testing

/// Tests the check value of the master key.
struct MasterKeyStoreTests {
    private static let now = Date(timeIntervalSince1970: 1_795_312_740)
    private let one = [UInt8](repeating: 1, count: 32)
    private let other = [UInt8](repeating: 2, count: 32)

    @Test(arguments: TestEngine.allCases)
    func `the first value stays`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            #expect(try await test.database.read { try MasterKeyStore($0).checkValue() } == nil)
            for value in [one, other, one] {
                let kept = try await test.database.write { try MasterKeyStore($0).claim(value, at: Self.now) }
                #expect(kept == one)
            }
            #expect(try await test.database.read { try MasterKeyStore($0).checkValueBeforeMigration() } == one)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `brokers that start at the same time agree on one value`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            var brokers = [test.database]
            for _ in 0..<3 { brokers.append(try await test.another()) }
            let kept = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for (index, broker) in brokers.enumerated() {
                    let value = [UInt8](repeating: UInt8(index), count: 32)
                    group.addTask {
                        try await broker.write { try MasterKeyStore($0).claim(value, at: Self.now) }
                    }
                }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            for broker in brokers.dropFirst() { await broker.close() }
            #expect(kept.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another key deletes once the rows that only the old key opens`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { connection in
                _ = try MasterKeyStore(connection).claim(one, at: Self.now)
                try connection.execute(
                    """
                    INSERT INTO logins (id, cookie_hash, service_provider, phase, version, payload, started_at, expires_at)
                    VALUES ('l', \(one), 's', 'choosing', 1, \(one), 1, 2)
                    """)
                try connection.execute(
                    """
                    INSERT INTO outbox (recipient, text, created_at, not_after, attempts, next_attempt_at)
                    VALUES (\(one), \(one), 1, 2, 0, 1)
                    """)
                try connection.execute(
                    """
                    INSERT INTO outbox (recipient, text, created_at, not_after, attempts, next_attempt_at, sent_at)
                    VALUES (NULL, NULL, 1, 2, 1, 1, 2)
                    """)
                _ = try PersonStore(connection).findOrCreate("12345678Z", candidate: "p", at: Self.now)
                try SessionStore(connection).insert(
                    SessionRow(
                        id: "s", handleHash: one, person: "p", payload: [7], startedAt: Self.now, usedAt: Self.now,
                        expiresAt: Self.now))
                try LogoutStore(connection).insert(
                    LogoutRow(id: "o", cookieHash: one, payload: one, expiresAt: Self.now))
            }
            let adopt = { @Sendable () async throws -> MasterKeyStore.Adoption? in
                try await test.database.write { try MasterKeyStore($0).adopt(other, at: Self.now) }
            }
            let adoption = try #require(try await adopt())
            #expect(adoption.logins == 1 && adoption.messages == 1)
            #expect(adoption.sessions == 1 && adoption.logouts == 1)
            #expect(try await test.database.read { try MasterKeyStore($0).checkValue() } == other)
            #expect(try await adopt() == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a database of an earlier release has no value`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            _ = try await test.database.write { try $0.execute("DROP TABLE master_key") }
            #expect(try await test.database.read { try MasterKeyStore($0).checkValueBeforeMigration() } == nil)
        }
    }
}
