import Citizens
import Foundation
import Storage
import Testing

@testable import Broker

/// Tests a transaction whose rows another transaction has replaced after it read them.
struct TalliesTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private static func limit(_ key: UInt8, _ maximum: Int = 2) -> Limit {
        Limit(LimitStore.Subject("test", [key]), [SlidingWindow(maximum, in: .seconds(3600))], .network)
    }

    /// Calls `body` with tallies that have read two limits of two events each, and with a function that counts in the
    /// first limit as another transaction.
    private func overtaken(
        _ body: @escaping @Sendable (inout Tallies, _ other: () throws -> Void, LimitStore) throws -> Void
    ) async throws {
        let database = try await Database.sqliteInMemory()
        try await database.write { connection in
            let subjects = [Self.limit(1).subject, Self.limit(2).subject]
            func other() throws {
                var tallies = try Tallies(of: subjects, at: Self.now, on: connection)
                tallies.count(Self.limit(1))
                try tallies.save()
            }
            var tallies = try Tallies(of: subjects, at: Self.now, on: connection)
            try body(&tallies, other, LimitStore(connection))
        }
    }

    private static func counts(_ store: LimitStore) throws -> [Int] {
        let entries = try store.read([limit(1).subject, limit(2).subject])
        return [limit(1), limit(2)].map { entries[$0.subject]?.tally.dates(atMost: 9).count ?? 0 }
    }

    @Test func `counts its events once in addition to those of the other transaction`() async throws {
        try await overtaken { tallies, other, store in
            try other()
            for limit in [Self.limit(1), Self.limit(2)] { tallies.count(limit) }
            try tallies.save()
            #expect(try Self.counts(store) == [2, 1])
            try tallies.save()
            #expect(try Self.counts(store) == [2, 1], "nothing is counted twice")
            tallies.count(Self.limit(2))
            try tallies.save()
            #expect(try Self.counts(store) == [2, 2], "in addition to the stored events")
        }
    }

    @Test func `runs again when the other transaction has reached a limit`() async throws {
        try await overtaken { tallies, other, _ in
            for _ in 0..<2 { try other() }
            tallies.count(Self.limit(1))
            #expect(throws: StorageFault.contention("a limit was filled by another transaction")) {
                try tallies.save()
            }
        }
    }

    @Test func `records an event although the other transaction has reached the limit`() async throws {
        try await overtaken { tallies, other, store in
            for _ in 0..<2 { try other() }
            tallies.change(Self.limit(1).subject, within: [.seconds(3600)]) {
                $0.add(at: Self.now, windows: [.seconds(3600)])
            }
            try tallies.save()
            #expect(try Self.counts(store) == [3, 0])
        }
    }

    @Test func `writes nothing without a change`() async throws {
        try await overtaken { tallies, _, store in
            tallies.change(Self.limit(1).subject, within: [.seconds(3600)]) { $0.remove(at: Self.now) }
            try tallies.save()
            #expect(try store.read([Self.limit(1).subject]).isEmpty)
        }
    }

    @Test func `each of two events in one transaction counts towards the limit`() async throws {
        await #expect(throws: StorageFault.contention("a limit was filled by another transaction")) {
            try await overtaken { tallies, _, _ in
                for _ in 0..<3 { tallies.count(Self.limit(1)) }
                try tallies.save()
            }
        }
    }
}
