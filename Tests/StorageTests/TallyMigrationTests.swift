import Citizens
import Foundation
import Storage
import TestDatabases
import Testing

/// Tests that counts of the release with 16 migrations stay valid.
struct TallyMigrationTests {
    /// 32 octets, including those that SQL text cannot contain.
    private static func key(_ byte: UInt8) -> [UInt8] { [0, 255, 39, byte] + [UInt8](repeating: byte, count: 28) }

    private static func fill(_ connection: Connection) throws {
        for (kind, key, second) in [
            ("guess", 1, 0.0), ("guess", 1, 7), ("guess", 1, 7), ("pinRequest", 1, 8), ("pinRequest", 2, 9),
        ] as [(String, UInt8, Double)] {
            try connection.execute(
                """
                INSERT INTO limit_events (kind, subject, occurred_at)
                VALUES (\(kind), \(Self.key(key)), \(Date.at(second)))
                """)
        }
        for (kind, network, breadth, second) in [
            ("password", 3, 0, 1.0), ("password", 4, 1, 1), ("pinRequest", 3, 0, 2), ("wrongCode", 3, 0, 3),
        ] as [(String, UInt8, Int, Double)] {
            try connection.execute(
                """
                INSERT INTO charges (network, breadth, kind, document_key, login_id, occurred_at)
                VALUES (\(Self.key(network)), \(breadth), \(kind), \(Self.key(5)), 'login-16', \(Date.at(second)))
                """)
        }
        for document in UInt8(5)...6 {
            try connection.execute(
                """
                INSERT INTO credits (network, document_key, given_at)
                VALUES (\(Self.key(3)), \(Self.key(document)), \(Date.at(Double(document))))
                """)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `events, charges and credits become tallies, and charges of a login can be deleted`(
        _ engine: TestEngine
    ) async throws {
        try await StoredRelease.release15.with(engine) { database in
            try await database.migrate(Array(Schema.migrations.prefix(16)))
            try await database.write { try Self.fill($0) }
            try await database.migrate()
            let expected: [(LimitStore.Subject, [Double])] = [
                (.init("guess", Self.key(1)), [0, 7, 7]), (.init("pinRequest", Self.key(1)), [8]),
                (.init("pinRequest", Self.key(2)), [9]),
                (.init("document.password", Self.key(3) + Self.key(5)), [1]),
                (.init("document.password", Self.key(4) + Self.key(5)), [1]),
                (.init("document.pinRequest", Self.key(3) + Self.key(5)), [2]),
                (.init("document.wrongCode", Self.key(3) + Self.key(5)), []),
                (.init("network", Self.key(3)), [1, 2, 3]), (.init("network", Self.key(4)), [1]),
                (.init("attack", Self.key(5)), [1]), (.init("credit", Self.key(3)), [5, 6]),
            ]
            let found = try await database.read { try LimitStore($0).read(expected.map(\.0)) }
            for (subject, seconds) in expected {
                #expect(found[subject]?.tally.dates(atMost: 9) ?? [] == seconds.map(Date.at), "\(subject.kind)")
            }
            let forgiven = try await database.write { try ChargeStore($0).forgive(Self.key(5), in: "login-16") }
            #expect(forgiven.count == 4)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `wrong codes are kept for a month and an hour, and all others for a day and an hour`(
        _ engine: TestEngine
    ) async throws {
        try await StoredRelease.release15.with(engine) { database in
            try await database.migrate(Array(Schema.migrations.prefix(16)))
            try await database.write { connection in
                try connection.execute("DELETE FROM limit_events")
                try connection.execute("DELETE FROM charges")
                try connection.execute("DELETE FROM credits")
                try Self.fill(connection)
            }
            try await database.migrate()
            func purge(at second: Double) async throws -> Int {
                try await database.write { try LimitStore($0).purge(at: .at(second)) }
            }
            #expect(try await purge(at: 90_000) == 0)
            #expect(try await purge(at: 90_009) == 9)
            #expect(try await purge(at: 2_595_606) == 0)
            #expect(try await purge(at: 2_595_607) == 1)
        }
    }
}
